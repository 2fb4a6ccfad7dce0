#!/usr/bin/env node
const { main, processIo } = require('./load-cli.js').loadCli();

main(process.argv.slice(2), processIo).then((exitCode) => {
  process.exitCode = exitCode;
});
