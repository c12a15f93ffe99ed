import type { IncidentReport } from '../../../shared/report/data/incident.ts';

export const readmeText = (
  report: IncidentReport,
  dataDigest: string,
  hasPdf: boolean,
): string => `Evidence package of ${report.document.number}
${report.document.synthetic ? '\nSYNTHETIC: everything in this package is simulated.\n' : ''}
Made by ${report.document.program}. Nothing here needs that program.

CONTENTS
  index.html            from each printed figure to its rows; open it in any browser (no script, no network)
  rows.html             every cited detection with the raw record it was read from
  cited-rows.csv        the same as a table
  pages/                the incident summary as issued (${hasPdf ? 'HTML and PDF' : 'HTML; no program that makes a PDF was installed'}),
                        each with its signed statement (.json)
  originals/            the imported files, byte for byte as they were received
  attachments/          files that people attached
  data/report.json      the data of the page; its SHA-256 is the digest the page prints:
                        ${dataDigest}
  data/incident.json    the incident: number, words of people, flights, every edit of it, how each original was read
  data/rules.json       settings, areas, designations, statements of completeness, reference lines, sectors, authority table
  data/edits.json       analysts' edits of tracks, reviews, and what persons determined
  data/audit.json       entries of the log that name this incident, its pages, its files or its edits, each with its digest and the
                        one before it, and the head of the chain
  certification.html    a draft form with blanks, for counsel
  contents.sha256       SHA-256 of every other file but contents.json and certification.html
  contents.json         who made it and the SHA-256 of contents.sha256, signed: Ed25519 (RFC 8032) over its canonical JSON
                        (RFC 8785) without the member "signature"

TO CHECK THE FILES
  sha256sum --check contents.sha256          (Linux)
  shasum -a 256 --check contents.sha256      (macOS)
  Get-FileHash FILE -Algorithm SHA256        (Windows PowerShell, file by file)

WHAT IT CAN AND CANNOT SHOW
  Digests show that files are those that were put in; the signature shows by which installation. Neither shows who sat at that
  installation, nor that a sensor was right. Pages withhold what was chosen to be withheld; the originals hold everything they held.
`;
