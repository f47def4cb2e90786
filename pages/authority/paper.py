"""Paper: the committee's paper for the date, read here, downloaded, frozen; and those frozen."""

from cjdata.ui import paper
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show


def below(house: House, view: View) -> None:
    paper.preview(house, view)
    paper.freezing(house, view)
    show(paper.frozen_list(house, view))


house, view = here().house, here().view

show(paper.heading(house, view))
paper.downloads(house, view)  # files are handed out anew to each visitor
resent(below, house, view)
paper.frozen_downloads(house)
paper.frozen_twin(house)
