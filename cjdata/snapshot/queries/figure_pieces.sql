-- What the standing returns of the touched keys hold of each measure, for all courts together and
-- for each court whose share a unit's figure needs. A part is held where its level is given and
-- not marked. Grain: one row a place and span of standing.
insert into figure_piece
with
stood as (
    select s.*
    from standing s
    join touched t on t.collection = s.collection and t.unit = s.unit
        and t.first_month = s.first_month and t.last_month = s.last_month
),
held as (
    select s.*, p.place_no, p.measure, p.court
    from stood s
    join place p on p.collection = s.collection and p.reporting_unit = s.unit
),
part as (
    select
        h.place_no, h.return_no, n.side, n.component, n.court_tier, n.reasons,
        sum(c.value) as value,
        bool_or(c.anchor and c.mark is null) as held,
        coalesce(bool_or(c.mark = '[x]'), false) as not_available,
        coalesce(bool_or(c.mark = '[z]'), false)
            and count(c.value) filter (c.anchor is distinct from (n.reasons is not null)) = 0
            as not_applicable
    from (select distinct place_no, measure, collection, return_no, court from held) h
    join measure_part n on n.measure = h.measure and n.collection = h.collection
    join cell c on c.return_no = h.return_no
        and c.component = n.component
        and c.court_tier is not distinct from n.court_tier
        and c.level = case
            when h.court is null and n.reasons is null then 'total'
            when h.court is null then 'reason'
            when n.reasons is null then 'court'
            else 'court_reason' end
        and (h.court is null or c.court = h.court)
        and (n.reasons is null or c.anchor or list_contains(n.reasons, c.reason))
    group by all
),
found as (
    select
        place_no, return_no,
        sum(value) filter (side = 'numerator') as numerator,
        sum(value) filter (side = 'denominator') as denominator,
        count(*) filter (held and not not_available and not not_applicable) as parts_held,
        count(*) filter (not_applicable) as not_applicable
    from part group by all
)
select
    h.place_no, h.first_month, h.last_month, h.known_from, h.known_to, h.return_no, h.revised,
    f.numerator, f.denominator, coalesce(f.parts_held, 0), coalesce(f.not_applicable, 0)
from held h
left join found f on f.place_no = h.place_no and f.return_no = h.return_no
order by h.place_no, h.first_month, h.known_from
