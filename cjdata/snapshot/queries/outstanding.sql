-- Returns due by a day and not standing on it, from the first period that anybody reported to the
-- collection. Grain: one row a collection, reporting unit and period.
with
begun as (
    select v.collection, min(v.first_month) as first_month
    from return_version v where v.known_on <= $known_at group by v.collection
),
reporter as (
    select distinct collection, reporting_unit as unit from reporting where court is null
)
select p.collection, r.unit, p.first_month, p.last_month, p.due
from collection_period p
join begun b on b.collection = p.collection and p.first_month >= b.first_month
join reporter r on r.collection = p.collection
where p.due <= $known_at and p.last_month >= $since
    and not exists (
        from standing s
        where s.collection = p.collection and s.unit = r.unit
            and s.first_month = p.first_month and s.last_month = p.last_month
            and s.known_from <= $known_at and s.known_to > $known_at
    )
order by p.due desc, p.collection, r.unit
