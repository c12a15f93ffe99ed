/** Line icons on a 20 × 20 grid, stroke in the colour of the text. Decoration: the words beside them say the same. */
const paths = {
  import: 'M10 3v9m0 0l-3.5-3.5M10 12l3.5-3.5M3.5 13v3.5h13V13',
  page: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 10h5.5M7.5 13h5.5',
  locate: 'M10 3.5v3M10 13.5v3M3.5 10h3M13.5 10h3M10 6.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  close: 'M5 5l10 10M15 5L5 15',
  check: 'M4 10.5l4 4L16 6',
  question: 'M7 7.3C7.2 5.6 8.4 4.7 10 4.7c1.8 0 3 1 3 2.6 0 2.3-3 2.4-3 4.7M10 15v.6',
  warning: 'M10 3L18 16.5H2zM10 8v4M10 14v.6',
  left: 'M12.5 4.5L7 10l5.5 5.5',
  right: 'M7.5 4.5L13 10l-5.5 5.5',
  down: 'M4.5 7.5L10 13l5.5-5.5',
  up: 'M4.5 12.5L10 7l5.5 5.5',
  chart: 'M3.5 16.5h13M5.5 16V9.5h2.5V16M10 16V5h2.5v11M14.5 16v-4h2v4',
  night: 'M15.5 12.2A6.5 6.5 0 0 1 7.8 4.5 6.5 6.5 0 1 0 15.5 12.2z',
  border: 'M2.5 13l4-2 3.5 2 3-5 4.5 2M2.5 16.5h15',
  all: 'M3.5 7V3.5H7M13 3.5h3.5V7M16.5 13v3.5H13M7 16.5H3.5V13',
  print: 'M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z',
  save: 'M4 3.5h9.5L16.5 6.5v10H4zM7 3.5v4h5v-4M7 16.5v-5h6.5v5',
  theme: 'M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14',
  filter: 'M3 4.5h14l-5.5 6.5v5l-3 1.5v-6.5z',
  play: 'M6.5 4v12l9-6z',
  pause: 'M6.5 4v12M13.5 4v12',
  ruler: 'M2.5 13.500L13.500 2.500l4 4L6.500 17.500zM6 10l1.500 1.500M8.500 7.500l2.500 2.500M11 5l1.500 1.500',
  map: 'M3 5l4.500-1.500 5 2L17 4v11l-4.500 1.500-5-2L3 16zM7.500 3.500v11M12.500 5.500v11',
  keys: 'M2.500 5.500h15v9h-15zM5 8.500h.5M8 8.500h.5M11 8.500h.5M14 8.500h.5M6.500 12h7',
  layers: 'M10 3L2.5 7 10 11l7.5-4zM2.5 10.5L10 14.5l7.5-4M2.5 13.8L10 17.5l7.5-3.7',
  book: 'M10 5C8.5 3.8 6 3.4 3 3.6v12c3-.2 5.5.2 7 1.4 1.500-1.200 4-1.600 7-1.400v-12c-3-.2-5.500.2-7 1.400zM10 5v12',
  area: 'M4 6.5L10.5 3l6 4-2 8.500L6 16.500zM4 6.500h.1M10.500 3h.1M16.500 7h.1',
  compare: 'M4 5h8v8H4zM8 9h8v8H8z',
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
    <path
      d={paths[name]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
