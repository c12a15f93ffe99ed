import type { ComponentType } from 'react';
import { AuthoritySection } from './AuthoritySection.tsx';
import { FiguresSection } from './FiguresSection.tsx';
import { KitsSection } from './KitsSection.tsx';
import { LinesSection } from './lines/LinesSection.tsx';
import { ProfilesSection } from './ProfilesSection.tsx';
import { SectorsSection } from './sectors/SectorsSection.tsx';

/** A part of the page of reference data: what flights are judged by and read with. One file each, in reading order. */
export interface ReferenceSection {
  readonly id: string;
  readonly label: string;
  readonly Section: ComponentType;
}

export const sections: readonly ReferenceSection[] = [
  { id: 'authority', label: 'Authority table', Section: AuthoritySection },
  { id: 'figures', label: 'Published counts', Section: FiguresSection },
  { id: 'kits', label: 'Sector kits', Section: KitsSection },
  { id: 'lines', label: 'Reference lines', Section: LinesSection },
  { id: 'sectors', label: 'Sectors', Section: SectorsSection },
  { id: 'profiles', label: 'Sensor profiles', Section: ProfilesSection },
];
