-- Returns whose rows are not all there: there must be none.
select count(*)
from return_version v
left join (select return_no, count(*) as held from return_row group by return_no) r
    on r.return_no = v.return_no
where coalesce(r.held, 0) <> v.row_count
