/** What docs/record-format.md says in words: before the tables of entries and views, and after them. */
import { SEMANTICS } from '../../play/kernel/semantics.ts'

/** What the ledger of codings is. */
export const LEDGER = `## The ledger of codings

What coders make of a record stands in the same file, beside the runs: the hash of a run knows nothing of it. It is a ledger of entries as well, and only ever
added to: a codebook is fixed by its hash before it is used, a coder is named once, a correction is a coding with the next \`version\`. The view
\`codings\` shows the last version of each, \`corrections\` what was corrected. What an adjudication settles is not stored: the view works it out from the
raw codings whenever it is read.
`

/** What a record is. */
export const HEAD = `# The record format

Generated from the schemas by \`npm run docs\`; a test fails when it is stale.

A record is one SQLite file for each experiment. **The views below are public**: their names and columns stay. The tables beneath them may change with
a numbered migration. Everything can be read with any SQLite tool:

\`\`\`sh
sqlite3 logs/showcase.sqlite "select round, participant, value from decisions limit 10"
\`\`\`

Current kernel semantics: ${SEMANTICS}.

## What a record is

A run's record is a sequence of entries: \`run-started\`, then the entries of every tick in order, then \`run-ended\`. Within a tick
come what was done from outside and who was back or gone; probes; then, participant by participant, what was asked, what was shown in words, every
call of a model or answer of a person, and the decision; then what followed from the decisions: chance, payoffs, messages, facts shown.

Ticks that are alike are stored once: \`tick\` says when (run, tick, round), \`content\` what happened (its phase and its facts in
order), \`fact\` holds each entry as JSON.

What participants read is stored as chains, so that a record grows with what is said and not with how often it is shown. In \`fact\`, the \`parts\` of an
\`observation-shown\` are the id of a row of \`shown\`: a part, and the row of what stood before it. \`part\` holds each part as JSON (name, role, source, turn), in
which \`text\` is the id of a row of \`text\`: a line, and the row of the lines before it. A history that grows by a message costs a row, one that grows by a
line costs a line. Records of before version 3 hold the list of parts in \`fact\` itself. The views put it all together again.

A call of a server that failed in passing (busy, unreachable) is made again, with waiting in between. That is no new attempt of the
participant: the one \`model-called\` then says in \`tries\` how often the call was made and in \`retried\` why the earlier tries failed. Calls that
were made once have neither key. \`costUsd\` and \`uncertainUsd\` say what the call cost and what may have been charged besides. All four stand in the entry and in
no hash: a busy hour or another price is no other play. The waiting is part of \`latency_ms\`.

Where an agent is told to estimate \`probabilities\`, further calls may follow whose replies decide nothing: these have a \`sample\`, counted from 1, and
are left out wherever attempts are counted. Then comes \`probability-estimated\`. With \`source\` \`logprobs\` it follows from the \`answerTokens\` of the
first call, so that a replay works it out again; with \`samples\` from the readings of the samples. No participant ever knows of either.

## Where words come from

Each part of an observation has a \`name\`, by which experiments switch, order and rewrite parts, and a \`source\`, which is absent where the words are the
scenario's own:

| source           | the words are                                         |
| ---------------- | ----------------------------------------------------- |
| \`persona:NAME\`   | who the participant is, from the catalogue or a bank  |
| \`message:p4@12\`  | what p4 said in tick 12                               |
| \`reply@7\`        | its own reply of tick 7                               |
| \`fact:outcome@3\` | what the scenario showed it under that name in tick 3 |
| \`news@5\`         | what nobody who is seated said in tick 5              |
| \`summary@9\`      | a summary of the past, written in tick 9              |
| \`probe:NAME\`     | the question of a probe                               |
| \`answer-format\`  | how to answer                                         |
| \`experiment\`     | put there, or changed, by the experiment              |

A part with \`turn\` is a message of its own; the others are put together with their neighbours of the same role. \`dropped\` says what of the past a history
budget left out.

## What people did

A person who sits in a run reads the \`observation-shown\` of its ask: what an agent in its place would read, without a persona and without words on how to
answer. \`consent-answered\` stands before its first ask, where consent is asked for. Every submission is a \`human-answered\`, those that were no answer among them,
and one with \`reply\` null and the reading \`timeout\` where the time was over, or \`never came\` where nobody came in the time to come. The decision then says what was made of it; \`no consent\` and \`timeout\` are
reasons of a \`decision-defaulted\`. How long each took is the \`latency_ms\` of its row in \`human_answers\`: beside the record, as that of calls is. Links to
seats are in no record. See [people](people.md).

## What is done from outside

An \`intervention-applied\` stands at the beginning of its tick, and what follows from it (a message, points) right behind it. A message that an intervention
puts in somebody's mouth is \`planted\`: those who hear it cannot tell. A decision that it gives has the status \`planted\` and no attempts. From
\`participant-crashed\` to \`participant-returned\`, and after \`participant-removed\`, whatever a participant is asked is a \`decision-defaulted\` with no attempts
and \`crashed\` or \`removed\` as its reason. What the others are told of a crash is a message with \`notice\`, from the participant that has failed: none of its
own words. Messages of nobody who is seated (a brief, news) have no participant.

Probes are asked on a side branch: \`probe-asked\`, what was shown and called for it under the ask \`probe/NAME\`, \`probe-answered\`. Nothing of them is history, so that a
run with probes and one without have the same decisions, where these are made by rule.

In staggered talk a message has the tick at which its speaker \`launched\`, with what it had heard by then, and the tick at which it \`arrived\`: it is heard by
those who launch at that tick or later, and by nobody before.

## Forks

A fork shares the ticks before its \`fork_tick\` with its parent: rows of \`tick\` that refer to the same contents. Nothing is copied, nothing is paid again, and
\`cached\` is 1 for the calls of those ticks; wall times are not shared. All views show the shared ticks as the fork's: leave them out with
\`tick >= coalesce(fork_tick, 0)\` where each is to be counted once. The record of a fork begins with the \`run-started\` of the run that the whole line of forks
goes back to, so that up to \`fork_tick\` all of them have one hash; \`run_id\` is the hash of the fork's own \`plan\`, which names its parent.

## Imported runs

A run that was not played here has \`imported_from\` and \`import_format\` in \`runs\`; the SHA-256 of the file is in its plan. It can be shown, coded, exported
and measured like any other.

## The hash

\`record_hash\` is the SHA-256 of these lines, each ended by a line feed:

1. the canonical JSON of \`run-started\`;
2. for every tick \`[tick,round,"digest"]\`, where \`digest\` is the SHA-256 of the canonical JSON of \`{"entries": […], "phase": "…"}\`, in which
   every \`model-called\` has \`costUsd\` null, unless it is 0, and no \`tries\`, \`retried\` and \`uncertainUsd\`;
3. the canonical JSON of \`run-ended\`.

Canonical JSON has sorted keys and no white space (RFC 8785). Wall time (\`started_at\`, \`ended_at\`, \`latency_ms\`) is beside the record
and in no hash. The run's id is \`run_\` and the first 16 digits of the SHA-256 of its plan.
`

/** Queries to begin with. */
export const RECIPES = `## Recipes

\`\`\`sql
-- how often each option was chosen, by treatment and role
select treatment, role, value, count(*) from decisions join runs using (run_id) group by 1, 2, 3;

-- decisions that were not valid at the first attempt, by treatment
select treatment, decisions.status, count(*) from decisions join runs using (run_id) where decisions.status <> 'valid' group by 1, 2;

-- how likely each option was on average, by treatment, role and how that is known
select treatment, role, ask, source, given, coalesce(option, outcome), avg(probability)
from probabilities join runs using (run_id) group by 1, 2, 3, 4, 5, 6;

-- earnings of every participant
select run_id, participant, sum(points) as earnings from payoffs group by 1, 2;

-- cumulative points by round
select run_id, participant, round, sum(points) over (partition by run_id, participant order by tick) as total from payoffs;

-- what p1 read before its third decision
select text from observations where run_id = 'run_…' and participant = 'p1' order by tick limit 1 offset 2;

-- what p2 knew at tick 14, and from where
select part.value ->> '$.name' as part, coalesce(part.value ->> '$.source', 'scenario') as source, part.value ->> '$.text' as words
from observations, json_each(observations.parts) as part
where run_id = 'run_…' and participant = 'p2' and tick = 14 and ask not like 'probe/%' order by seq, part.key;

-- the talk of a run in order. Notices are not what somebody said, and planted words are not the speaker's own
select round, coalesce(participant, channel) as who, text, notice, planted from messages where run_id = 'run_…' order by seq;

-- what p2 could hear
select seq, participant, text from messages, json_each(audience) as hearer where run_id = 'run_…' and hearer.value = 'p2' order by seq;

-- the mean answer to each probe, round by round
select treatment, probe, round, avg(value), count(value) from probes join runs using (run_id) group by 1, 2, 3;

-- decisions by an attribute of the persona
select attributes.value as age_band, ask, avg(decisions.value), count(*)
from decisions join attributes using (run_id, participant) where attribute = 'age_band' group by 1, 2;

-- how long people took for the answer that counted, and how many submissions were none
select participant, ask, avg(latency_ms) filter (where reading in ('valid', 'passed')) / 1000 as seconds,
  count(*) filter (where reading not in ('valid', 'passed', 'timeout')) as refused
from human_answers group by 1, 2;

-- the effect of a fork: points since it parted from its parent, in both
select forks.run_id, payoffs.participant,
  sum(points) filter (where payoffs.run_id = forks.run_id) as in_fork,
  sum(points) filter (where payoffs.run_id = forks.parent_run_id) as in_parent
from runs as forks join payoffs on payoffs.run_id in (forks.run_id, forks.parent_run_id) and payoffs.tick >= forks.fork_tick
group by 1, 2;

-- what was done to runs, and who was not there
select run_id, tick, deed, participant, detail from interventions;
select run_id, tick, participant, became, why from presence;

-- what was paid: calls of shared ticks were paid once
select sum(cost_usd) from calls where cached = 0;
\`\`\`
`
