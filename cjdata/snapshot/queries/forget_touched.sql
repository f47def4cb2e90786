-- What was worked out for the touched keys before.
delete from standing using touched t
where standing.collection = t.collection and standing.unit = t.unit
    and standing.first_month = t.first_month and standing.last_month = t.last_month
