-- Which return of each touched key stands from which day on: the highest (known_on, seq) among
-- those said by then and not yet taken back. Grain: one row a key and span.
insert into standing
with
candidate as (
    select v.*, min(w.known_on) as withdrawn_on
    from return_version v
    join touched t on t.collection = v.collection and t.unit = v.unit
        and t.first_month = v.first_month and t.last_month = v.last_month
    left join withdrawal w on w.return_id = v.return_id
    group by all
),
turning as (
    select collection, unit, first_month, last_month, known_on as day from candidate
    union
    select collection, unit, first_month, last_month, withdrawn_on from candidate
    where withdrawn_on is not null
),
span as (
    select
        *, lead(day, 1, date '9999-12-31') over (
            partition by collection, unit, first_month, last_month order by day
        ) as next_day
    from turning
)
select
    s.collection, s.unit, s.first_month, s.last_month,
    arg_max(c.return_no, (c.known_on, c.seq)) as return_no,
    s.day, s.next_day,
    count(*) > 1 as revised
from span s
join candidate c on c.collection = s.collection and c.unit = s.unit
    and c.first_month = s.first_month and c.last_month = s.last_month
    and c.known_on <= s.day and (c.withdrawn_on is null or c.withdrawn_on > s.day)
group by s.collection, s.unit, s.first_month, s.last_month, s.day, s.next_day
order by s.collection, s.unit, s.first_month
