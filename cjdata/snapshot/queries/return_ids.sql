-- The identifiers of returns by their number.
select return_no, return_id from return_version
where return_no in (select unnest($return_nos::integer[]))
