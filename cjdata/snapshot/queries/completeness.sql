-- Per collection: returns accepted, standing on a day, withdrawn, and the months they span.
select
    v.collection,
    count(*) as accepted,
    count(s.return_no) as standing,
    count(w.return_id) as withdrawn,
    min(v.first_month) as first_month, max(v.last_month) as last_month
from return_version v
left join (
    select distinct return_no from standing
    where known_from <= $known_at and known_to > $known_at
) s on s.return_no = v.return_no
left join (
    select distinct return_id from withdrawal where known_on <= $known_at
) w on w.return_id = v.return_id
where v.known_on <= $known_at
group by v.collection
order by v.collection
