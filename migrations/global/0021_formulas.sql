-- What formulas of fields are made of beside the operators of PostgreSQL; the same is reckoned in memory by
-- `evaluateFormula`.

-- A number as a field holds it: rounded, and none where it is too large.
create function onward.rounded(value double precision, digits integer, largest numeric) returns numeric
  immutable parallel safe strict language sql
  return case when abs(value) < largest::double precision then
    case when abs(round(value::numeric, digits)) < largest then round(value::numeric, digits) end end;

create function onward.add_days(day date, days double precision) returns date
  immutable parallel safe strict language sql
  return case
    when abs(days) <= 100000 and day + trunc(days)::integer between date '0001-01-01' and date '9999-12-31'
    then day + trunc(days)::integer end;

create function onward.add_months(day date, months double precision) returns date
  immutable parallel safe strict language sql
  return case
    when abs(months) <= 100000 and (day + make_interval(months => trunc(months)::integer))::date
      between date '0001-01-01' and date '9999-12-31'
    then (day + make_interval(months => trunc(months)::integer))::date end;

-- The day a moment belongs to where the company is.
create function onward.day_of(moment timestamptz) returns date stable parallel safe strict language sql
  return (moment at time zone (select time_zone from onward.workspaces where schema_name = current_schema()))::date;

create function onward.today() returns date stable parallel safe language sql
  return (now() at time zone (select time_zone from onward.workspaces where schema_name = current_schema()))::date;
