import { visibleText } from '../../shared/visible-text.ts';

/** Text of a file, line by line: line ends stay line ends, everything else that does not show becomes an escape. */
const RawText = ({ text }: { readonly text: string }) => (
  <bdi className="said">
    {text
      .split('\n')
      .map((line) => visibleText(line.endsWith('\r') ? line.slice(0, -1) : line))
      .join('\n')}
  </bdi>
);

/** A record as it stands in its file, between the lines around it. Long lines scroll sideways, by keyboard too. */
export const RawBlock = ({
  before = '',
  text,
  after = '',
}: {
  readonly before?: string;
  readonly text: string;
  readonly after?: string;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
  <section className="raw" tabIndex={0} aria-label="The record, and the text around it">
    <pre>
      <RawText text={before} />
      <mark>
        <RawText text={text} />
      </mark>
      <RawText text={after} />
    </pre>
  </section>
);
