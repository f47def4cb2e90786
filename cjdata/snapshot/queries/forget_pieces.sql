-- What was worked out of the returns of the touched keys before.
delete from figure_piece where return_no in (
    select v.return_no
    from return_version v
    join touched t on t.collection = v.collection and t.unit = v.unit
        and t.first_month = v.first_month and t.last_month = v.last_month
)
