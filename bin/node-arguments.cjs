'use strict';
// How the command line is run. A small nursery: imports make objects that live for a moment, and are as fast with one of 4 MB as
// with the usual 16, in 60 MB less.
module.exports = { NODE_ARGUMENTS: ['--max-semi-space-size=4'] };
