/** Every coding that stands, and every one that an adjudication settles: in SQL, so that what is settled is never older than what it follows from. */

/** What two or three coders said of a unit and a code, and what a rule makes of it: see `AdjudicationRule` for the rules in words. */
const SETTLED_VALUE = `case
        when rule = 'coder' then first
        when rule = 'third' then case when first = second then first else third end
        when rule = 'majority' then (
          select now.value from coding as now
          join coder on coder.id = now.coder
          join json_each(grouped.coders) as wanted on wanted.value = coder.name
          where now.unit = grouped.unit and now.code = grouped.code and now.value is not null and ${latest('now')}
          group by now.value having 2 * count(*) > json_array_length(grouped.coders))
        when is_binary and rule = 'intersection' then case when noes > 0 then 0 when ayes = wanted_count then 1 end
        when is_binary and rule = 'union' then case when ayes > 0 then 1 when noes = wanted_count then 0 end
        when least = greatest and (rule = 'union' or given = wanted_count) then least
      end`

/** Keeps the last version of each coding: corrections are rows of their own. */
function latest(coding: string): string {
  return `not exists (
            select 1 from coding as later
            where later.unit = ${coding}.unit and later.code = ${coding}.code and later.coder = ${coding}.coder and later.version = ${coding}.version + 1)`
}

const NOT_SETTLED = "'the rule settles nothing: the coders disagree, or one of them is missing'"

const SETTLED = `select run_id, unit, code, adjudication as coder, 'settled' as coder_kind, value,
        case when value is null then ${NOT_SETTLED} end as why,
        rule || ' of ' || (select group_concat(value, ', ') from json_each(coders)) as rationale,
        null as confidence, null as spans, null as version, 1 as settled
      from (
        select run_id, unit, code, adjudication, rule, coders, ${SETTLED_VALUE} as value
        from (
          select run.run_id, coding.unit, coding.code, adjudication.name as adjudication, adjudication.rule, adjudication.coders,
            json_array_length(adjudication.coders) as wanted_count,
            (codebook.body ->> ('$.codes[' || codebook_code.place || '].level')) in ('binary', 'span') as is_binary,
            count(coding.value) as given,
            sum(coding.value = 1) as ayes, sum(coding.value = 0) as noes,
            min(coding.value) as least, max(coding.value) as greatest,
            max(case when wanted.key = 0 then coding.value end) as first,
            max(case when wanted.key = 1 then coding.value end) as second,
            max(case when wanted.key = 2 then coding.value end) as third
          from adjudication
          join codebook on codebook.id = adjudication.codebook
          join codebook_code on codebook_code.codebook = codebook.id
          join json_each(adjudication.coders) as wanted
          join coder on coder.name = wanted.value
          join coding on coding.code = codebook_code.id and coding.coder = coder.id
          join unit on unit.id = coding.unit join run on run.id = unit.run
          where ${latest('coding')}
          group by run.run_id, adjudication.id, coding.code, coding.unit
        ) as grouped
      )`

const RAW = `select run.run_id, coding.unit, coding.code, coder.name as coder, coder.kind as coder_kind, coding.value, coding.why, coding.rationale, coding.confidence,
        coding.spans, coding.version, 0 as settled
      from coding join coder on coder.id = coding.coder join unit on unit.id = coding.unit join run on run.id = unit.run
      where ${latest('coding')}`

/** run_id, unit, code, coder, coder_kind, value, why, rationale, confidence, spans, version, settled. */
export const EACH_CODING = `(
      ${RAW}
      union all
      ${SETTLED}
    ) as each_coding`
