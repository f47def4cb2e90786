-- Every period that a collection reports, with the day its return is due.
select collection, first_month, last_month, due
from collection_period order by collection, first_month
