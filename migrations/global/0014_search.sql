-- What search compares. The application has the same rules: kernel/text/search/searchable.ts and latin-key.ts.

-- Folded, signs as spaces: one character for each, so that a part of a text is found in the form of the whole.
create function onward.searchable(text) returns text immutable parallel safe
  return translate(
    onward.fold($1),
    E'\t\n\r!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~\u00a0\u00ab\u00b7\u00bb\u2009\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026\u202f\u2116\u2212',
    repeat(' ', 55)
  );

-- How a word sounds when its letters are Latin: the rules, and their order, are those of latin-key.ts.
create function onward.latin_key(word text) returns text immutable parallel safe language sql as $$
  select regexp_replace(replace(regexp_replace(regexp_replace(replace(regexp_replace(regexp_replace(replace(
  regexp_replace(regexp_replace(regexp_replace(replace(replace(replace(replace(regexp_replace(replace(
  replace(replace(
    translate(translate(onward.fold(word), 'ъьʹʺ''’`', ''),
    'абвгґдеєжзиіїйклмнопрстуўфхцчшщыэюàáâãäåąçćčďèéêëęěğìíîïıłńñňòóôõöøőřśšşťùúûüůűýÿźžżjywq',
    'abvggdee4ziiiiklmnoprstuufh1233ieuaaaaaaakk2deeeeeegiiiiilnnnooooooors33tuuuuuuiiz4ziivk')
   , 'я', 'ia'), 'x', 'ks'), 'ß', 'ss'), 'k+h', 'h', 'g'), 'ph', 'f')
   , 'cz', '1'), '1h', 't3'), 'ck', 'k'), 'shch|sch|shh|sh', '3', 'g'), 'tch|ch|t2', '2', 'g')
   , 's2|32', '3', 'g'), 'zh', '4'), 'tz|ts', '1', 'g'), 'c([ei])', 's\1', 'g'), 'c', 'k')
   , 'i+', 'i', 'g'), 'i([eu])', '\1', 'g'), 'io', 'e'), '(.)\1+', '\1', 'g')
$$;

-- The words of a text that spelling is corrected by: of three letters or more, without digits.
create function onward.words_of(text) returns setof text immutable parallel safe rows 5 language sql as $$
  select distinct word from string_to_table(onward.searchable($1), ' ') as word
  where length(word) between 3 and 40 and word !~ '[0-9]'
$$;
