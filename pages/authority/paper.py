"""Paper: the committee's paper for the date, read here, downloaded, frozen; and those frozen."""

from cjdata.ui import paper
from cjdata.ui.frame import here
from cjdata.ui.show import show

house, view = here().house, here().view

show(paper.heading(house, view))
paper.downloads(house, view)
paper.preview(house, view)
paper.freezing(house, view)
show(paper.frozen_list(house, view))
paper.frozen_downloads(house)
paper.frozen_twin(house)
