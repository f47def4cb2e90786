-- For each measure, unit and window: the sums of what can be used, and how much of what was
-- expected that is. Grain: one row a measure, unit and window.
select
    measure, unit, first_month, last_month,
    sum(numerator) filter (usable) as numerator,
    sum(denominator) filter (usable) as denominator,
    count(*) filter (not not_applicable) as expected,
    count(*) filter (usable) as usable,
    count(*) filter (returned and not not_applicable) as returned,
    count(*) filter (not_applicable) as not_applicable,
    coalesce(bool_or(revised) filter (usable), false) as revised
from figure_piece($measures, $units, $firsts, $lasts, $known_at)
group by all
order by measure, unit, last_month
