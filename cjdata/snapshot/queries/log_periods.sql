-- Every period of the collections that somebody owes, with the day its return is due.
select collection, first_month, last_month, due
from collection_period where due is not null order by collection, first_month
