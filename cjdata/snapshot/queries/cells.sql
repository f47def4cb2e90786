-- The accepted rows of new returns at each level of detail: each figure as given, else added up from
-- finer ones. [z] adds nothing; a sum with an [x] is [x]; a sum of [z] alone is [z].
-- A breakdown by court is whole: a court of the unit that it leaves out had none.
insert into cell
with
given as (
    select
        v.return_no, v.collection, v.unit, v.first_month, v.last_month,
        r.component, r.court_tier, r.court, r.reason, r.value, r.mark,
        case
            when r.court is null and r.reason is null then 'total'
            when r.reason is null then 'court'
            when r.court is null then 'reason'
            else 'court_reason' end as level,
        true as is_given
    from return_row r
    join return_version v on v.return_no = r.return_no
    where v.return_no >= $first_return_no
),
added as (
    select
        * exclude (value, mark),
        case when not coalesce(bool_or(mark = '[x]'), false) then sum(value) end as value,
        case
            when bool_or(mark = '[x]') then '[x]'
            when count(value) = 0 then '[z]' end as mark
    from (
        select * replace ('reason' as level, null as court, false as is_given) from given
        where level = 'court_reason'
        union all by name
        select * replace ('court' as level, null as reason, false as is_given) from given
        where level = 'court_reason'
    )
    group by all
),
detailed as (
    select * from given where level <> 'total'
    union all by name
    select a.* from added a
    where not exists (
        from given g
        where g.return_no = a.return_no and g.component = a.component
            and g.court_tier is not distinct from a.court_tier and g.level = a.level
            and g.court is not distinct from a.court
            and g.reason is not distinct from a.reason
    )
),
finest as (
    select
        return_no, component, court_tier,
        case
            when bool_or(level = 'court' and is_given) then 'court'
            when bool_or(level = 'reason' and is_given) then 'reason'
            else 'court' end as level
    from detailed
    group by return_no, component, court_tier
),
total as (
    select * from given where level = 'total'
    union all by name
    select
        d.* exclude (value, mark)
            replace ('total' as level, null as court, null as reason, false as is_given),
        case when not coalesce(bool_or(d.mark = '[x]'), false) then sum(d.value) end as value,
        case
            when bool_or(d.mark = '[x]') then '[x]'
            when count(d.value) = 0 then '[z]' end as mark
    from detailed d
    join finest f on f.return_no = d.return_no and f.component = d.component
        and f.court_tier is not distinct from d.court_tier and f.level = d.level
    where not exists (
        from given g
        where g.return_no = d.return_no and g.component = d.component
            and g.court_tier is not distinct from d.court_tier and g.level = 'total'
    )
    group by all
),
named_court as (
    select return_no, component, court_tier, list(court) as courts
    from detailed where level = 'court'
    group by return_no, component, court_tier
),
unnamed_court as (
    select t.* replace (
        'court' as level, r.court as court,
        case when t.value = 0 or t.mark is null or (n.courts is not null and not t.is_given)
            then 0.0 end as value,
        case when n.courts is null or t.is_given then t.mark end as mark
    )
    from total t
    join reporting r on r.collection = t.collection and r.reporting_unit = t.unit
        and r.court is not null
    left join named_court n on n.return_no = t.return_no and n.component = t.component
        and n.court_tier is not distinct from t.court_tier
    where not list_contains(coalesce(n.courts, []), r.court)
        and (t.value = 0 or t.mark is not null or n.courts is not null)
),
settled as (
    select * from total
    union all by name
    select * from detailed
    union all by name
    select * from unnamed_court
),
anchored as (
    select *, level in ('total', 'court') as anchor from settled
    union all by name
    select distinct on (return_no, component, court_tier, level, court)
        * replace (null as reason, 0.0 as value, null as mark), true as anchor
    from settled where level in ('reason', 'court_reason')
    union all by name
    select
        s.* replace (
            case s.level when 'total' then 'reason' else 'court_reason' end as level
        ), true as anchor
    from settled s
    where s.level in ('total', 'court') and (s.value = 0 or s.mark is not null)
        and not exists (
            from settled f
            where f.return_no = s.return_no and f.component = s.component
                and f.court_tier is not distinct from s.court_tier
                and f.level = case s.level when 'total' then 'reason' else 'court_reason' end
                and f.court is not distinct from s.court
        )
)
select
    component, court_tier, level, unit, first_month, last_month, return_no,
    court, reason, value, mark, anchor
from anchored
order by component, court_tier, level, return_no
