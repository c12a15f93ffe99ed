// Carries the tables of facts over from the reference folder beside the project, whose path is the first argument.
for (const script of ['border-error', 'sectors', 'ports', 'authority', 'figures']) await import(`./${script}.mjs`);
