-- From which day to which a return stood for each period of each reporting unit.
select collection, unit, first_month, last_month, known_from, known_to from standing
