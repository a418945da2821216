/** What the server, or the site, said in place of an answer: words for people. */
export class NoAnswer extends Error {}
