-- A component that a new return does not give, made up of the parts that it does give.
insert into cell
select
    $component, court_tier, level, unit, first_month, last_month, return_no,
    court, null,
    case when not coalesce(bool_or(mark = '[x]'), false) then sum(value) end,
    case when bool_or(mark = '[x]') then '[x]' when count(value) = 0 then '[z]' end, true
from cell
where list_contains($parts, component) and level in ('total', 'court')
    and return_no >= $first_return_no
    and not exists (
        from cell g
        where g.component = $component and g.return_no = cell.return_no
            and g.court_tier is not distinct from cell.court_tier
            and g.level = cell.level and g.court is not distinct from cell.court
    )
group by court_tier, level, unit, first_month, last_month, return_no, court
having count(distinct component) = len($parts)
