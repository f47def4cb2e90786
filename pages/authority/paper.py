"""Paper: the committee's paper for the date, read here, downloaded, frozen; and those frozen."""

from cjdata.ui import paper
from cjdata.ui.frame import here
from cjdata.ui.show import show
from cjdata.ui.twin import twin

house, view = here().house, here().view

show(paper.heading(house, view))
paper.downloads(house, view)
paper.preview(house, view)
paper.freezing(house, view)
show(paper.frozen_list(house, view))
paper.frozen_downloads(house)
twin(
    lambda: paper.frozen_table(house),
    name="frozen-papers",
    source=paper.SOURCE,
    label="The frozen papers as a table",
)
