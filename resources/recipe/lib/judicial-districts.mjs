// Federal judicial districts of the counties near the border, from the text of 28 U.S.C. 82, 84, 111 and 124.
const california = {
  'Central District of California': {
    cite: '28 U.S.C. 84(c)',
    Eastern: 'Riverside, San Bernardino',
    Western: 'Los Angeles, Ventura',
    Southern: 'Orange',
  },
  'Southern District of California': { cite: '28 U.S.C. 84(d)', '': 'Imperial, San Diego' },
};
const texas = {
  'Southern District of Texas': {
    cite: '28 U.S.C. 124(b)',
    Laredo: 'Jim Hogg, La Salle, McMullen, Webb, Zapata',
    Brownsville: 'Cameron, Willacy',
    'Corpus Christi': 'Aransas, Bee, Brooks, Duval, Jim Wells, Kenedy, Kleberg, Live Oak, Nueces, San Patricio',
    McAllen: 'Hidalgo, Starr',
  },
  'Western District of Texas': {
    cite: '28 U.S.C. 124(d)',
    'El Paso': 'El Paso',
    'San Antonio':
      'Atascosa, Bandera, Bexar, Comal, Dimmit, Frio, Gonzales, Guadalupe, Karnes, Kendall, Kerr, Medina, Real, Wilson',
    'Del Rio': 'Edwards, Kinney, Maverick, Terrell, Uvalde, Val Verde, Zavala',
    Pecos: 'Brewster, Culberson, Jeff Davis, Hudspeth, Loving, Pecos, Presidio, Reeves, Ward, Winkler',
  },
};
const wholeState = {
  AZ: { district: 'District of Arizona', cite: '28 U.S.C. 82' },
  NM: { district: 'District of New Mexico', cite: '28 U.S.C. 111' },
};

function byName(state, districts) {
  return Object.entries(districts).flatMap(([district, { cite, ...divisions }]) =>
    Object.entries(divisions).flatMap(([division, names]) =>
      names
        .split(', ')
        .map((name) => [`${state} ${name}`, { district, division: division === '' ? null : division, cite }]),
    ),
  );
}
const listed = new Map([...byName('CA', california), ...byName('TX', texas)]);

/** District of a county, or null when it is not in this table. */
export const judicialDistrict = (state, county) =>
  wholeState[state] ? { ...wholeState[state], division: null } : (listed.get(`${state} ${county}`) ?? null);
