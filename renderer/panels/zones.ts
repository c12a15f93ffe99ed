/** Zones along the border, as people there name them; each follows its own daylight-saving rules. */
export const zoneChoices = [
  { zone: 'UTC', words: 'UTC' },
  { zone: 'America/Los_Angeles', words: 'Pacific: California' },
  { zone: 'America/Tijuana', words: 'Pacific: Baja California' },
  { zone: 'America/Phoenix', words: 'Arizona (no daylight saving)' },
  { zone: 'America/Hermosillo', words: 'Sonora (no daylight saving)' },
  { zone: 'America/Denver', words: 'Mountain: New Mexico, El Paso' },
  { zone: 'America/Ciudad_Juarez', words: 'Mountain: Ciudad Juárez' },
  { zone: 'America/Chicago', words: 'Central: Texas' },
  { zone: 'America/Matamoros', words: 'Central: Matamoros, Nuevo Laredo, Reynosa' },
  { zone: 'America/New_York', words: 'Eastern' },
] as const;
