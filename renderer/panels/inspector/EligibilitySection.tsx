import { utcText } from '../../../shared/format/times.ts';
import type { Eligibility, Flight, Verdict } from '../../../shared/model/conclusion.ts';
import { resultWords, verdictWords } from '../../../shared/model/words.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { Said } from '../Said.tsx';
import { capital } from '../words.tsx';

const verdictIcons: Readonly<Record<Verdict, IconName>> = { met: 'check', 'not-met': 'close', unknown: 'question' };

/** What the record says about each element, for each incursion at its first sure moment in the US. Not legal advice; never an order. */
export function EligibilitySection({
  flight,
  eligibilities,
}: {
  readonly flight: Flight;
  readonly eligibilities: readonly Eligibility[];
}) {
  return eligibilities.map((eligibility) => {
    const index = flight.incursions.findIndex(({ id }) => id === eligibility.incursionId);
    return (
      <article key={eligibility.incursionId} className="eligibility">
        <p className="result">
          <strong>{capital(resultWords[eligibility.result].label)}</strong>
          {flight.incursions.length > 1 && <span className="quiet"> · incursion {index + 1}</span>}
        </p>
        <p>
          <Said text={eligibility.sentence} />
        </p>
        <p className="quiet">
          Judged at {utcText(eligibility.atMs)}, legal day {eligibility.day} (US Eastern); {eligibility.statuteVersion},
          authority table as of {eligibility.authorityTableAsOf}. On the record only; not legal advice.
        </p>
        <ul className="verdicts">
          {eligibility.elements.map((element) => (
            <li key={element.id} className={`verdict ${element.verdict}`}>
              <span className="verdict-sign">
                <Icon name={verdictIcons[element.verdict]} />
                {verdictWords[element.verdict].label}
              </span>
              <div>
                <h4>{element.title}</h4>
                <p>
                  <Said text={element.sentence} />
                  {element.qualifier !== null && (
                    <em>
                      {' '}
                      <Said text={element.qualifier} />.
                    </em>
                  )}
                </p>
                {element.citations.length > 0 && (
                  <p className="citations">
                    <Said text={element.citations.join('; ')} />
                  </p>
                )}
              </div>
            </li>
          ))}
        </ul>
      </article>
    );
  });
}
