import { visibleText } from '../../shared/visible-text.ts';

/** Text that came from a file or a person: isolated from its surroundings, with everything invisible shown as an escape. */
export const Said = ({ text }: { readonly text: string }) => <bdi className="said">{visibleText(text)}</bdi>;
