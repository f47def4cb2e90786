"""What has to hold between definitions; each check yields what is wrong, in a stable order."""

from cjdata.definitions.checks.components import check_collections, check_components
from cjdata.definitions.checks.measures import check_measures
from cjdata.definitions.checks.peers import check_peer_groups
from cjdata.definitions.checks.programme import (
    check_aims,
    check_initiatives,
    check_milestones,
    check_risks,
)
from cjdata.definitions.checks.reasons import check_reasons
from cjdata.definitions.checks.record import check_actuals, check_days, check_events
from cjdata.definitions.checks.register import check_papers, check_recommendations, check_register
from cjdata.definitions.checks.units import check_units

CHECKS = (
    check_units,
    check_components,
    check_collections,
    check_reasons,
    check_aims,
    check_initiatives,
    check_milestones,
    check_risks,
    check_measures,
    check_recommendations,
    check_papers,
    check_peer_groups,
)

__all__ = ["CHECKS", "check_actuals", "check_days", "check_events", "check_register"]
