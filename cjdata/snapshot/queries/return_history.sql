-- Every return that was due by a day, or came by it: when it was due, when it first came, how
-- often it was sent, and whether it stands. Grain: one row a collection, reporting unit and period.
with
begun as (
    select v.collection, min(v.first_month) as first_month
    from return_version v where v.known_on <= $known_at group by v.collection
),
reporter as (
    select distinct collection, reporting_unit as unit from reporting where court is null
),
came as (
    select
        v.collection, v.unit, v.first_month, v.last_month,
        min(v.known_on) as first_known, max(v.known_on) as last_known,
        count(*) as versions, count(distinct v.content_hash) as contents,
        arg_min(s.sender, (v.known_on, v.seq)) as sender,
        arg_max(s.file, (v.known_on, v.seq)) as file
    from return_version v
    join submission s on s.seq = v.seq
    where v.known_on <= $known_at
    group by v.collection, v.unit, v.first_month, v.last_month
)
select
    p.collection, r.unit, p.first_month, p.last_month, p.due,
    c.first_known, c.last_known, coalesce(c.versions, 0) as versions,
    coalesce(c.contents, 0) as contents, c.sender, c.file,
    exists (
        from standing t
        where t.collection = p.collection and t.unit = r.unit
            and t.first_month = p.first_month and t.last_month = p.last_month
            and t.known_from <= $known_at and t.known_to > $known_at
    ) as stands
from collection_period p
join begun b on b.collection = p.collection and p.first_month >= b.first_month
join reporter r on r.collection = p.collection
left join came c on c.collection = p.collection and c.unit = r.unit
    and c.first_month = p.first_month and c.last_month = p.last_month
where p.last_month >= $since and (p.due <= $known_at or c.first_known is not null)
order by p.collection, r.unit, p.first_month
