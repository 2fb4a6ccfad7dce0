import { PGlite } from '@electric-sql/pglite';
const t=()=>{const u=process.cpuUsage();return (u.user+u.system)/1e6};
let a=t(); const d=await PGlite.create(); console.log('create',t()-a,performance.now());
a=t(); const f=await d.dumpDataDir('none'); console.log('dump',t()-a,f.size);
a=t(); const g=await PGlite.create({loadDataDir:f}); console.log('load',t()-a);
console.log((await g.query('select version()')).rows);
await g.exec('create table a(x int)');
a=t(); const f2=await g.dumpDataDir('none'); console.log('dump',t()-a,f2.size);
a=t(); const h=await PGlite.create({loadDataDir:f2}); console.log('load',t()-a);
console.log((await h.query('select count(*) from a')).rows);
try{await h.exec('create database foo'); console.log('created db'); const z=await PGlite.create({loadDataDir: await h.dumpDataDir('none'), database:'foo'}); console.log((await z.query('select current_database()')).rows)}catch(e){console.log(e.message)}
console.log(process.memoryUsage().rss/1e6);
