-- Every period that each collection reports.
select collection, first_month, last_month from collection_period order by collection, first_month
