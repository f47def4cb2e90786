-- For each measure, unit and window: the returns that the figure is made of.
select p.measure, p.unit, p.last_month, list(distinct v.return_id order by v.return_id) as returns
from (
    select measure, unit, last_month, unnest(return_nos) as return_no
    from figure_piece($measures, $units, $firsts, $lasts, $known_at)
    where usable
) p
join return_version v on v.return_no = p.return_no
group by all
