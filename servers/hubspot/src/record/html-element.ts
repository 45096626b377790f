const text =
  'a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small span strike';
const moreText = 'strong sub sup time tt u var wbr';
const blocks =
  'address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form';
const moreBlocks = 'h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section summary ul';
const tables = 'caption col colgroup table tbody td tfoot th thead tr';
const media = 'area audio canvas embed iframe img map object param picture source svg track video';
const inputs = 'button datalist input label meter optgroup option output progress select textarea';
const page =
  'base basefont body frame frameset head html link marquee meta noframes noscript script slot style template title';

/** The elements of HTML, obsolete ones too: https://html.spec.whatwg.org/multipage/indices.html#elements-3 */
export const htmlElements: ReadonlySet<string> = new Set(
  [text, moreText, blocks, moreBlocks, tables, media, inputs, page].flatMap((names) => names.split(' ')),
);
