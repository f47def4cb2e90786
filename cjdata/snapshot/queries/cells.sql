-- The accepted rows of new returns at each level of detail: as given where a level is given,
-- else added up from the finer one. A sum with a marked part is not available.
insert into cell
with
given as (
    select
        v.return_no, v.unit, v.first_month, v.last_month,
        r.component, r.court_tier, r.court, r.reason, r.value, r.mark,
        case
            when r.court is null and r.reason is null then 'total'
            when r.reason is null then 'court'
            when r.court is null then 'reason'
            else 'court_reason' end as level
    from return_row r
    join return_version v on v.return_no = r.return_no
    where v.return_no >= $first_return_no
),
added as (
    select
        return_no, unit, first_month, last_month, component, court_tier, level, court, reason,
        case when count(value) = count(*) then sum(value) end as value,
        case when count(value) < count(*) then coalesce(min(mark), '[x]') end as mark,
        rank() over (
            partition by return_no, component, court_tier, level order by rank_of_origin
        ) as choice
    from (
        select *, 0 as rank_of_origin from given
        union all
        select * replace ('reason' as level, null as court), 1 from given
        where level = 'court_reason'
        union all
        select * replace ('court' as level, null as reason), 1 from given
        where level = 'court_reason'
        union all
        select * replace ('total' as level, null as court, null as reason),
            case level when 'court' then 1 when 'reason' then 2 else 3 end
        from given where level <> 'total'
    )
    group by return_no, unit, first_month, last_month, component, court_tier, level, court,
        reason, rank_of_origin
),
settled as (
    select * exclude (choice) from added where choice = 1
),
anchored as (
    select *, level in ('total', 'court') as anchor from settled
    union all
    select distinct on (return_no, component, court_tier, level, court)
        return_no, unit, first_month, last_month, component, court_tier, level,
        court, null as reason, 0.0 as value, null as mark, true as anchor
    from settled where level in ('reason', 'court_reason')
    union all
    select
        return_no, unit, first_month, last_month, component, court_tier,
        case level when 'total' then 'reason' else 'court_reason' end as level,
        court, null, 0.0, null, true
    from settled s
    where level in ('total', 'court') and value = 0
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
