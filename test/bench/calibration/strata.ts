/**
 * What is varied from flight to flight. Levels are drawn evenly and independently, except that *as assumed* is what
 * `defaultSettings` takes the world to be (correlation 10 s, bias share 0.5): the others ask what happens when it is not.
 */
export const factors = {
  kind: ['deep', 'shallow', 'shuttle', 'graze', 'approach', 'follow in MX', 'loiter', 'follow in US'],
  place: ['land line', 'river'],
  sigmaM: [3, 10, 30, 60],
  accuracy: ['stated', 'not stated'],
  biasShare: [0, 0.5, 1],
  correlationS: [5, 10, 30],
  everyS: [1, 5, 8, 15],
  silence: ['none', 'dropouts', 'late'],
  sensors: [1, 2],
  /** How the error of the line runs along it: one displacement for the flight, or another every few kilometres. */
  lineError: ['one', 'varying'],
} as const;

export type FactorName = keyof typeof factors;
export const factorNames = Object.keys(factors) as readonly FactorName[];

export type Stratum = { readonly [F in FactorName]: (typeof factors)[F][number] };
export type Kind = Stratum['kind'];

/** Of a hundred flights so many are of a kind: those that come close and stay in Mexico are the larger part of the hard ones. */
export const kindWeights: Readonly<Record<Kind, number>> = {
  deep: 18,
  shallow: 16,
  shuttle: 12,
  graze: 12,
  approach: 10,
  'follow in MX': 20,
  loiter: 6,
  'follow in US': 6,
};

/** A detection that states no accuracy stands for a σ of its own all the same; the product assumes its default. */
export const levelText = (factor: FactorName, stratum: Stratum): string => textOf[factor](String(stratum[factor]));

const plain = (level: string): string => level;
const textOf: Readonly<Record<FactorName, (level: string) => string>> = {
  kind: plain,
  place: plain,
  sigmaM: (level) => `σ ${level} m`,
  accuracy: (level) => `accuracy ${level}`,
  biasShare: (level) => `bias ${level} σ`,
  correlationS: (level) => `errors fade in ${level} s`,
  everyS: (level) => `a position every ${level} s`,
  silence: (level) => `silence: ${level}`,
  sensors: (level) => `${level} sensor${level === '1' ? '' : 's'}`,
  lineError: (level) => `line error ${level}`,
};
