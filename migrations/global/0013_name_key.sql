-- What a name is looked for by when one asks whether there is such a record already: its consonants in Latin letters,
-- without legal form and patronymic. `nameKey` in the application makes the same of a name. Immutable, so it can be indexed.
--
-- The collation is named so that classes of letters mean the same on every server.
create function onward.name_key(text) returns text language sql immutable strict parallel safe
  return regexp_replace(translate(regexp_replace(regexp_replace(regexp_replace(regexp_replace(btrim(regexp_replace(regexp_replace((translate(replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(onward.fold($1),
      E'абвгдезийклмнопрстуфхыэюяжшщчціїєґўáàâäãåéèêëíìîïóòôöõúùûüñ.,-\'"«»()/&+„“”’–—\t\nъь',
      'abvgdeziiklmnoprstufhyeuazssCCiiegvaaaaaaeeeeiiiiooooouuuun                    '), 'shch', 's'), 'sch', 's'), 'tch', 'C'), 'ch', 'C'), 'ts', 'C'), 'tz', 'C'), 'kh', 'h'), 'ph', 'f'), 'x', 'ks'), 'cwqyj', 'kvkii')) collate pg_catalog."C", '(^| )(ooo|oao|zao|pao|ao|ip|too|ltd|llc|inc|korp|ko|plk|gmbh|limited|obsestvo|kompaniia)(?= |$)', ' ', 'g'), ' +', ' ', 'g'), ' '), '^(\S+) \S*\S(oviC|eviC|iliC|ovna|evna|iCna) (\S+)$', '\1 \3'), '^(\S+ \S+) \S*\S(oviC|eviC|iliC|ovna|evna|iCna)$', '\1'), '(^| )[aeiou]+', '\1A', 'g'), '([^ ])h+', '\1', 'g'), 'aeiou', ''), '([a-zA-Z])\1+', '\1', 'g');
