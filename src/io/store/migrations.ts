/**
 * The tables, as numbered steps that are only ever added to. Those after the first make tables and change none: an older record that is only read
 * stands beside what it lacks, empty (see open-database.ts).
 */

/** The first migration; each later one is a string of its own after it. */
const FIRST = `
create table experiment (
  definition text not null
);

-- what plans have in common: everything but replicate, seed and counterbalance
create table design (
  id integer primary key,
  body text not null unique
);
-- the seats of a design, taken from its body
create table seat (
  design integer not null references design,
  participant text not null,
  place integer not null,
  role text not null,
  agent text not null,
  policy text not null,
  model text,
  persona text,
  primary key (design, participant)
) without rowid;

create table run (
  id integer primary key,
  run_id text not null unique,
  design integer not null references design,
  replicate integer not null,
  seed integer not null,
  counterbalance text not null,
  semantics integer not null,
  status text not null,
  why text,
  record_hash text,
  parent_run_id text,
  fork_tick integer,
  started_at text,
  ended_at text
);

-- one entry of the record, stored once however often it recurs. What the views of every decision and every payoff show is
-- taken out of the body once, when it is written, and not for each of the many rows that show it
create table fact (
  id integer primary key,
  body text not null,
  participant text generated always as (coalesce(body ->> '$.of', body ->> '$.to', body ->> '$.from')) stored,
  ask text generated always as (body ->> '$.ask') stored,
  value generated always as (iif(body ->> '$.kind' like 'decision-%', body ->> '$.value', null)) stored,
  displayed text generated always as (body ->> '$.displayed') stored,
  status text generated always as (body ->> '$.status') stored,
  attempts integer generated always as (body ->> '$.attempts') stored,
  why text generated always as (body ->> '$.why') stored,
  points generated always as (body ->> '$.points') stored
);

-- what happened in a tick: its facts in order. Equal ticks share one content
create table content (
  id integer primary key,
  phase text not null,
  digest text not null,
  entries integer not null
);
create table content_fact (
  content integer not null references content,
  place integer not null,
  kind text not null,
  fact integer not null references fact,
  primary key (content, place)
) without rowid;

-- when it happened; seq is the place in the record of the tick's first entry
create table tick (
  run integer not null references run,
  tick integer not null,
  round integer,
  seq integer not null,
  content integer not null references content,
  primary key (run, tick)
) without rowid;

-- a text is its prefix followed by a line: histories that grow share all but their last line
create table text (
  id integer primary key,
  prefix integer references text,
  line text not null
);

-- wall time, beside the record
create table latency (
  run integer not null,
  tick integer not null,
  place integer not null,
  ms real not null,
  primary key (run, tick, place)
) without rowid;
`

const SECOND = `
-- the answered calls of ticks that are still open: gone when the tick is closed, whose entries then hold them
create table kept_call (
  run integer not null references run,
  tick integer not null,
  participant text not null,
  ask text not null,
  attempt integer not null,
  sample integer not null,
  request text not null,
  completion text not null,
  primary key (run, tick, participant, ask, attempt, sample)
) without rowid;

-- what the experiment was expected to cost, as JSON
create table estimate (
  body text not null
);

-- what was spent on calls that came to nothing and will be made again, as JSON
create table unrecorded_spend (
  body text not null
);
`

const THIRD = `
-- a part of what somebody was shown, as JSON: its name, its role, where it comes from; "text" is the id of its words
create table part (
  id integer primary key,
  body text not null
);
-- parts in order, each after those before it: what is shown of a history that grows shares all but what was added
create table shown (
  id integer primary key,
  prefix integer references shown,
  part integer not null references part
);

-- what a run's plan shares with no other plan, as JSON: the file it was imported from, what is done in a fork
create table own_plan (
  run integer primary key references run,
  body text not null
);
`

const FOURTH = `
-- the ledger of codings. A codebook as it was when it was first used; "body" is its canonical JSON
create table codebook (
  id integer primary key,
  name text not null,
  version text not null,
  hash text not null unique,
  body text not null,
  unique (name, version)
);
create table codebook_code (
  id integer primary key,
  codebook integer not null references codebook,
  place integer not null,
  name text not null,
  unique (codebook, name)
);
create table coder (
  id integer primary key,
  name text not null unique collate nocase,
  kind text not null,
  definition text not null
);
create table unit (
  id integer primary key,
  name text not null unique,
  kind text not null,
  run integer not null references run,
  tick integer,
  seq integer not null,
  last_seq integer not null,
  participant text,
  unique (run, seq, kind)
);
-- a correction is the same with the next version: both stay. "spans" is a list of [start, end, quote]
create table coding (
  unit integer not null references unit,
  code integer not null references codebook_code,
  coder integer not null references coder,
  version integer not null,
  value,
  why text,
  rationale text,
  confidence real,
  spans text,
  primary key (unit, code, coder, version)
) without rowid;
-- "request" is the hash of what was sent; messages and schema are ids of texts
create table judge_call (
  id integer primary key,
  coder integer not null references coder,
  codebook integer not null references codebook,
  units text not null,
  attempt integer not null,
  request text not null,
  provider text not null,
  model text not null,
  messages text not null,
  sampling text not null,
  schema integer references text,
  completion text,
  served_model text,
  fingerprint text,
  finish_reason text,
  usage text not null,
  cost_usd real,
  uncertain_usd real not null,
  error text,
  reading text not null,
  latency_ms real not null
);
-- the settled codings follow from it: see the view codings. "coders" is a list of names
create table adjudication (
  id integer primary key,
  name text not null unique collate nocase,
  codebook integer not null references codebook,
  rule text not null,
  coders text not null
);
`

export const migrations: readonly string[] = [FIRST, SECOND, THIRD, FOURTH]

/** Marks a file as ours ("Cote" in ASCII). */
export const APPLICATION_ID = 0x436f7465
