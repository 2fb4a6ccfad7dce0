// Written by tests/measure/postgresql-builtins.ts from the catalog of PostgreSQL 18.4.
/** What PostgreSQL and its extensions bring: a line for each name, under the extension in square brackets. */
export const TYPES = `[]
_record P
aclitem U
any P
anyarray P
anycompatible P
anycompatiblearray P
anycompatiblemultirange P
anycompatiblenonarray P
anycompatiblerange P
anyelement P
anyenum P
anymultirange P
anynonarray P
anyrange P
bit V
bool B!
box G
bpchar S
bytea U
char Z
cid U
cidr I
circle G
cstring P
date D
datemultirange R date
daterange R date
event_trigger P
fdw_handler P
float4 N
float8 N!
gtsvector U
index_am_handler P
inet I!
int2 N
int2vector A
int4 N
int4multirange R int4
int4range R int4
int8 N
int8multirange R int8
int8range R int8
internal P
interval T!
json U
jsonb U
jsonpath U
language_handler P
line G
lseg G
macaddr U
macaddr8 U
money N
name S
numeric N
nummultirange R numeric
numrange R numeric
oid N!
oidvector A
path G
pg_brin_bloom_summary Z
pg_brin_minmax_multi_summary Z
pg_ddl_command P
pg_dependencies Z
pg_lsn U
pg_mcv_list Z
pg_ndistinct Z
pg_node_tree Z
pg_snapshot U
point G
polygon G
record P
refcursor U
regclass N
regcollation N
regconfig N
regdictionary N
regnamespace N
regoper N
regoperator N
regproc N
regprocedure N
regrole N
regtype N
table_am_handler P
text S!
tid U
time D
timestamp D
timestamptz D!
timetz D
trigger P
tsm_handler P
tsmultirange R timestamp
tsquery U
tsrange R timestamp
tstzmultirange R timestamptz
tstzrange R timestamptz
tsvector U
txid_snapshot U
unknown X
uuid U
varbit V!
varchar S
void P
xid U
xid8 U
xml U
[btree_gist]
gbtreekey16 U
gbtreekey2 U
gbtreekey32 U
gbtreekey4 U
gbtreekey8 U
gbtreekey_var U
[citext]
citext S
[cube]
cube U
[earthdistance]
earth U
[hstore]
ghstore U
hstore U
[intarray]
intbig_gkey U
query_int U
[isn]
ean13 U
isbn U
isbn13 U
ismn U
ismn13 U
issn U
issn13 U
upc U
[lo]
lo N
[ltree]
lquery U
ltree U
ltree_gist U
ltxtquery U
[pg_trgm]
gtrgm U
[seg]
seg U`;
export const CASTS = `[]
bit bit if
bit int4 ef
bit int8 ef
bit varbit ib
bool bpchar af
bool int4 ef
bool text af
bool varchar af
box circle ef
box lseg ef
box point ef
box polygon af
bpchar bpchar if
bpchar char af
bpchar name if
bpchar text if
bpchar varchar if
bpchar xml ef
bytea int2 ef
bytea int4 ef
bytea int8 ef
char bpchar af
char int4 ef
char text if
char varchar af
cidr bpchar af
cidr inet ib
cidr text af
cidr varchar af
circle box ef
circle point ef
circle polygon ef
date timestamp if
date timestamptz if
daterange datemultirange ef
float4 float8 if
float4 int2 af
float4 int4 af
float4 int8 af
float4 numeric af
float8 float4 af
float8 int2 af
float8 int4 af
float8 int8 af
float8 numeric af
inet bpchar af
inet cidr af
inet text af
inet varchar af
int2 bytea ef
int2 float4 if
int2 float8 if
int2 int4 if
int2 int8 if
int2 numeric if
int2 oid if
int2 regclass if
int2 regcollation if
int2 regconfig if
int2 regdictionary if
int2 regnamespace if
int2 regoper if
int2 regoperator if
int2 regproc if
int2 regprocedure if
int2 regrole if
int2 regtype if
int4 bit ef
int4 bool ef
int4 bytea ef
int4 char ef
int4 float4 if
int4 float8 if
int4 int2 af
int4 int8 if
int4 money af
int4 numeric if
int4 oid ib
int4 regclass ib
int4 regcollation ib
int4 regconfig ib
int4 regdictionary ib
int4 regnamespace ib
int4 regoper ib
int4 regoperator ib
int4 regproc ib
int4 regprocedure ib
int4 regrole ib
int4 regtype ib
int4range int4multirange ef
int8 bit ef
int8 bytea ef
int8 float4 if
int8 float8 if
int8 int2 af
int8 int4 af
int8 money af
int8 numeric if
int8 oid if
int8 regclass if
int8 regcollation if
int8 regconfig if
int8 regdictionary if
int8 regnamespace if
int8 regoper if
int8 regoperator if
int8 regproc if
int8 regprocedure if
int8 regrole if
int8 regtype if
int8range int8multirange ef
interval interval if
interval time af
json jsonb ai
jsonb bool ef
jsonb float4 ef
jsonb float8 ef
jsonb int2 ef
jsonb int4 ef
jsonb int8 ef
jsonb json ai
jsonb numeric ef
lseg point ef
macaddr macaddr8 if
macaddr8 macaddr if
money numeric af
name bpchar af
name text if
name varchar af
numeric float4 if
numeric float8 if
numeric int2 af
numeric int4 af
numeric int8 af
numeric money af
numeric numeric if
numrange nummultirange ef
oid int4 ab
oid int8 af
oid regclass ib
oid regcollation ib
oid regconfig ib
oid regdictionary ib
oid regnamespace ib
oid regoper ib
oid regoperator ib
oid regproc ib
oid regprocedure ib
oid regrole ib
oid regtype ib
path polygon af
pg_dependencies bytea ib
pg_dependencies text ii
pg_mcv_list bytea ib
pg_mcv_list text ii
pg_ndistinct bytea ib
pg_ndistinct text ii
pg_node_tree text ib
point box af
polygon box ef
polygon circle ef
polygon path af
polygon point ef
regclass int4 ab
regclass int8 af
regclass oid ib
regcollation int4 ab
regcollation int8 af
regcollation oid ib
regconfig int4 ab
regconfig int8 af
regconfig oid ib
regdictionary int4 ab
regdictionary int8 af
regdictionary oid ib
regnamespace int4 ab
regnamespace int8 af
regnamespace oid ib
regoper int4 ab
regoper int8 af
regoper oid ib
regoper regoperator ib
regoperator int4 ab
regoperator int8 af
regoperator oid ib
regoperator regoper ib
regproc int4 ab
regproc int8 af
regproc oid ib
regproc regprocedure ib
regprocedure int4 ab
regprocedure int8 af
regprocedure oid ib
regprocedure regproc ib
regrole int4 ab
regrole int8 af
regrole oid ib
regtype int4 ab
regtype int8 af
regtype oid ib
text bpchar ib
text char af
text name if
text regclass if
text varchar ib
text xml ef
time interval if
time time if
time timetz if
timestamp date af
timestamp time af
timestamp timestamp if
timestamp timestamptz if
timestamptz date af
timestamptz time af
timestamptz timestamp af
timestamptz timestamptz if
timestamptz timetz af
timetz time af
timetz timetz if
tsrange tsmultirange ef
tstzrange tstzmultirange ef
varbit bit ib
varbit varbit if
varchar bpchar ib
varchar char af
varchar name if
varchar regclass if
varchar text ib
varchar varchar if
varchar xml ef
xid8 xid ef
xml bpchar ab
xml text ab
xml varchar ab
[citext]
bool citext af
bpchar citext af
citext bpchar ab
citext text ib
citext varchar ib
inet citext af
text citext ab
varchar citext ab
[hstore]
hstore json ef
hstore jsonb ef
text[] hstore ef
[isn]
ean13 isbn ef
ean13 isbn13 ef
ean13 ismn ef
ean13 ismn13 ef
ean13 issn ef
ean13 issn13 ef
ean13 upc ef
isbn ean13 ab
isbn isbn13 ab
isbn13 ean13 ab
isbn13 isbn ab
ismn ean13 ab
ismn ismn13 ab
ismn13 ean13 ab
ismn13 ismn ab
issn ean13 ab
issn issn13 ab
issn13 ean13 ab
issn13 issn ab
upc ean13 ab`;
export const RELATIONS = `[]
pg_aggregate aggfnoid regproc,aggkind char,aggnumdirectargs int2,aggtransfn regproc,aggfinalfn regproc,aggcombinefn regproc,aggserialfn regproc,aggdeserialfn regproc,aggmtransfn regproc,aggminvtransfn regproc,aggmfinalfn regproc,aggfinalextra bool,aggmfinalextra bool,aggfinalmodify char,aggmfinalmodify char,aggsortop oid,aggtranstype oid,aggtransspace int4,aggmtranstype oid,aggmtransspace int4,agginitval text,aggminitval text
pg_aios pid int4,io_id int4,io_generation int8,state text,operation text,off int8,length int8,target text,handle_data_len int2,raw_result int4,result text,target_desc text,f_sync bool,f_localmem bool,f_buffered bool
pg_am oid oid,amname name,amhandler regproc,amtype char
pg_amop oid oid,amopfamily oid,amoplefttype oid,amoprighttype oid,amopstrategy int2,amoppurpose char,amopopr oid,amopmethod oid,amopsortfamily oid
pg_amproc oid oid,amprocfamily oid,amproclefttype oid,amprocrighttype oid,amprocnum int2,amproc regproc
pg_attrdef oid oid,adrelid oid,adnum int2,adbin pg_node_tree
pg_attribute attrelid oid,attname name,atttypid oid,attlen int2,attnum int2,atttypmod int4,attndims int2,attbyval bool,attalign char,attstorage char,attcompression char,attnotnull bool,atthasdef bool,atthasmissing bool,attidentity char,attgenerated char,attisdropped bool,attislocal bool,attinhcount int2,attcollation oid,attstattarget int2,attacl aclitem[],attoptions text[],attfdwoptions text[],attmissingval anyarray
pg_auth_members oid oid,roleid oid,member oid,grantor oid,admin_option bool,inherit_option bool,set_option bool
pg_authid oid oid,rolname name,rolsuper bool,rolinherit bool,rolcreaterole bool,rolcreatedb bool,rolcanlogin bool,rolreplication bool,rolbypassrls bool,rolconnlimit int4,rolpassword text,rolvaliduntil timestamptz
pg_available_extension_versions name name,version text,installed bool,superuser bool,trusted bool,relocatable bool,schema name,requires name[],comment text
pg_available_extensions name name,default_version text,installed_version text,comment text
pg_backend_memory_contexts name text,ident text,type text,level int4,path int4[],total_bytes int8,total_nblocks int8,free_bytes int8,free_chunks int8,used_bytes int8
pg_cast oid oid,castsource oid,casttarget oid,castfunc oid,castcontext char,castmethod char
pg_class oid oid,relname name,relnamespace oid,reltype oid,reloftype oid,relowner oid,relam oid,relfilenode oid,reltablespace oid,relpages int4,reltuples float4,relallvisible int4,relallfrozen int4,reltoastrelid oid,relhasindex bool,relisshared bool,relpersistence char,relkind char,relnatts int2,relchecks int2,relhasrules bool,relhastriggers bool,relhassubclass bool,relrowsecurity bool,relforcerowsecurity bool,relispopulated bool,relreplident char,relispartition bool,relrewrite oid,relfrozenxid xid,relminmxid xid,relacl aclitem[],reloptions text[],relpartbound pg_node_tree
pg_collation oid oid,collname name,collnamespace oid,collowner oid,collprovider char,collisdeterministic bool,collencoding int4,collcollate text,collctype text,colllocale text,collicurules text,collversion text
pg_config name text,setting text
pg_constraint oid oid,conname name,connamespace oid,contype char,condeferrable bool,condeferred bool,conenforced bool,convalidated bool,conrelid oid,contypid oid,conindid oid,conparentid oid,confrelid oid,confupdtype char,confdeltype char,confmatchtype char,conislocal bool,coninhcount int2,connoinherit bool,conperiod bool,conkey int2[],confkey int2[],conpfeqop oid[],conppeqop oid[],conffeqop oid[],confdelsetcols int2[],conexclop oid[],conbin pg_node_tree
pg_conversion oid oid,conname name,connamespace oid,conowner oid,conforencoding int4,contoencoding int4,conproc regproc,condefault bool
pg_cursors name text,statement text,is_holdable bool,is_binary bool,is_scrollable bool,creation_time timestamptz
pg_database oid oid,datname name,datdba oid,encoding int4,datlocprovider char,datistemplate bool,datallowconn bool,dathasloginevt bool,datconnlimit int4,datfrozenxid xid,datminmxid xid,dattablespace oid,datcollate text,datctype text,datlocale text,daticurules text,datcollversion text,datacl aclitem[]
pg_db_role_setting setdatabase oid,setrole oid,setconfig text[]
pg_default_acl oid oid,defaclrole oid,defaclnamespace oid,defaclobjtype char,defaclacl aclitem[]
pg_depend classid oid,objid oid,objsubid int4,refclassid oid,refobjid oid,refobjsubid int4,deptype char
pg_description objoid oid,classoid oid,objsubid int4,description text
pg_enum oid oid,enumtypid oid,enumsortorder float4,enumlabel name
pg_event_trigger oid oid,evtname name,evtevent name,evtowner oid,evtfoid oid,evtenabled char,evttags text[]
pg_extension oid oid,extname name,extowner oid,extnamespace oid,extrelocatable bool,extversion text,extconfig oid[],extcondition text[]
pg_file_settings sourcefile text,sourceline int4,seqno int4,name text,setting text,applied bool,error text
pg_foreign_data_wrapper oid oid,fdwname name,fdwowner oid,fdwhandler oid,fdwvalidator oid,fdwacl aclitem[],fdwoptions text[]
pg_foreign_server oid oid,srvname name,srvowner oid,srvfdw oid,srvtype text,srvversion text,srvacl aclitem[],srvoptions text[]
pg_foreign_table ftrelid oid,ftserver oid,ftoptions text[]
pg_group groname name,grosysid oid,grolist oid[]
pg_hba_file_rules rule_number int4,file_name text,line_number int4,type text,database text[],user_name text[],address text,netmask text,auth_method text,options text[],error text
pg_ident_file_mappings map_number int4,file_name text,line_number int4,map_name text,sys_name text,pg_username text,error text
pg_index indexrelid oid,indrelid oid,indnatts int2,indnkeyatts int2,indisunique bool,indnullsnotdistinct bool,indisprimary bool,indisexclusion bool,indimmediate bool,indisclustered bool,indisvalid bool,indcheckxmin bool,indisready bool,indislive bool,indisreplident bool,indkey int2vector,indcollation oidvector,indclass oidvector,indoption int2vector,indexprs pg_node_tree,indpred pg_node_tree
pg_indexes schemaname name,tablename name,indexname name,tablespace name,indexdef text
pg_inherits inhrelid oid,inhparent oid,inhseqno int4,inhdetachpending bool
pg_init_privs objoid oid,classoid oid,objsubid int4,privtype char,initprivs aclitem[]
pg_language oid oid,lanname name,lanowner oid,lanispl bool,lanpltrusted bool,lanplcallfoid oid,laninline oid,lanvalidator oid,lanacl aclitem[]
pg_largeobject loid oid,pageno int4,data bytea
pg_largeobject_metadata oid oid,lomowner oid,lomacl aclitem[]
pg_locks locktype text,database oid,relation oid,page int4,tuple int2,virtualxid text,transactionid xid,classid oid,objid oid,objsubid int2,virtualtransaction text,pid int4,mode text,granted bool,fastpath bool,waitstart timestamptz
pg_matviews schemaname name,matviewname name,matviewowner name,tablespace name,hasindexes bool,ispopulated bool,definition text
pg_namespace oid oid,nspname name,nspowner oid,nspacl aclitem[]
pg_opclass oid oid,opcmethod oid,opcname name,opcnamespace oid,opcowner oid,opcfamily oid,opcintype oid,opcdefault bool,opckeytype oid
pg_operator oid oid,oprname name,oprnamespace oid,oprowner oid,oprkind char,oprcanmerge bool,oprcanhash bool,oprleft oid,oprright oid,oprresult oid,oprcom oid,oprnegate oid,oprcode regproc,oprrest regproc,oprjoin regproc
pg_opfamily oid oid,opfmethod oid,opfname name,opfnamespace oid,opfowner oid
pg_parameter_acl oid oid,parname text,paracl aclitem[]
pg_partitioned_table partrelid oid,partstrat char,partnatts int2,partdefid oid,partattrs int2vector,partclass oidvector,partcollation oidvector,partexprs pg_node_tree
pg_policies schemaname name,tablename name,policyname name,permissive text,roles name[],cmd text,qual text,with_check text
pg_policy oid oid,polname name,polrelid oid,polcmd char,polpermissive bool,polroles oid[],polqual pg_node_tree,polwithcheck pg_node_tree
pg_prepared_statements name text,statement text,prepare_time timestamptz,parameter_types regtype[],result_types regtype[],from_sql bool,generic_plans int8,custom_plans int8
pg_prepared_xacts transaction xid,gid text,prepared timestamptz,owner name,database name
pg_proc oid oid,proname name,pronamespace oid,proowner oid,prolang oid,procost float4,prorows float4,provariadic oid,prosupport regproc,prokind char,prosecdef bool,proleakproof bool,proisstrict bool,proretset bool,provolatile char,proparallel char,pronargs int2,pronargdefaults int2,prorettype oid,proargtypes oidvector,proallargtypes oid[],proargmodes char[],proargnames text[],proargdefaults pg_node_tree,protrftypes oid[],prosrc text,probin text,prosqlbody pg_node_tree,proconfig text[],proacl aclitem[]
pg_publication oid oid,pubname name,pubowner oid,puballtables bool,pubinsert bool,pubupdate bool,pubdelete bool,pubtruncate bool,pubviaroot bool,pubgencols char
pg_publication_namespace oid oid,pnpubid oid,pnnspid oid
pg_publication_rel oid oid,prpubid oid,prrelid oid,prqual pg_node_tree,prattrs int2vector
pg_publication_tables pubname name,schemaname name,tablename name,attnames name[],rowfilter text
pg_range rngtypid oid,rngsubtype oid,rngmultitypid oid,rngcollation oid,rngsubopc oid,rngcanonical regproc,rngsubdiff regproc
pg_replication_origin roident oid,roname text
pg_replication_origin_status local_id oid,external_id text,remote_lsn pg_lsn,local_lsn pg_lsn
pg_replication_slots slot_name name,plugin name,slot_type text,datoid oid,database name,temporary bool,active bool,active_pid int4,xmin xid,catalog_xmin xid,restart_lsn pg_lsn,confirmed_flush_lsn pg_lsn,wal_status text,safe_wal_size int8,two_phase bool,two_phase_at pg_lsn,inactive_since timestamptz,conflicting bool,invalidation_reason text,failover bool,synced bool
pg_rewrite oid oid,rulename name,ev_class oid,ev_type char,ev_enabled char,is_instead bool,ev_qual pg_node_tree,ev_action pg_node_tree
pg_roles rolname name,rolsuper bool,rolinherit bool,rolcreaterole bool,rolcreatedb bool,rolcanlogin bool,rolreplication bool,rolconnlimit int4,rolpassword text,rolvaliduntil timestamptz,rolbypassrls bool,rolconfig text[],oid oid
pg_rules schemaname name,tablename name,rulename name,definition text
pg_seclabel objoid oid,classoid oid,objsubid int4,provider text,label text
pg_seclabels objoid oid,classoid oid,objsubid int4,objtype text,objnamespace oid,objname text,provider text,label text
pg_sequence seqrelid oid,seqtypid oid,seqstart int8,seqincrement int8,seqmax int8,seqmin int8,seqcache int8,seqcycle bool
pg_sequences schemaname name,sequencename name,sequenceowner name,data_type regtype,start_value int8,min_value int8,max_value int8,increment_by int8,cycle bool,cache_size int8,last_value int8
pg_settings name text,setting text,unit text,category text,short_desc text,extra_desc text,context text,vartype text,source text,min_val text,max_val text,enumvals text[],boot_val text,reset_val text,sourcefile text,sourceline int4,pending_restart bool
pg_shadow usename name,usesysid oid,usecreatedb bool,usesuper bool,userepl bool,usebypassrls bool,passwd text,valuntil timestamptz,useconfig text[]
pg_shdepend dbid oid,classid oid,objid oid,objsubid int4,refclassid oid,refobjid oid,deptype char
pg_shdescription objoid oid,classoid oid,description text
pg_shmem_allocations name text,off int8,size int8,allocated_size int8
pg_shmem_allocations_numa name text,numa_node int4,size int8
pg_shseclabel objoid oid,classoid oid,provider text,label text
pg_stat_activity datid oid,datname name,pid int4,leader_pid int4,usesysid oid,usename name,application_name text,client_addr inet,client_hostname text,client_port int4,backend_start timestamptz,xact_start timestamptz,query_start timestamptz,state_change timestamptz,wait_event_type text,wait_event text,state text,backend_xid xid,backend_xmin xid,query_id int8,query text,backend_type text
pg_stat_all_indexes relid oid,indexrelid oid,schemaname name,relname name,indexrelname name,idx_scan int8,last_idx_scan timestamptz,idx_tup_read int8,idx_tup_fetch int8
pg_stat_all_tables relid oid,schemaname name,relname name,seq_scan int8,last_seq_scan timestamptz,seq_tup_read int8,idx_scan int8,last_idx_scan timestamptz,idx_tup_fetch int8,n_tup_ins int8,n_tup_upd int8,n_tup_del int8,n_tup_hot_upd int8,n_tup_newpage_upd int8,n_live_tup int8,n_dead_tup int8,n_mod_since_analyze int8,n_ins_since_vacuum int8,last_vacuum timestamptz,last_autovacuum timestamptz,last_analyze timestamptz,last_autoanalyze timestamptz,vacuum_count int8,autovacuum_count int8,analyze_count int8,autoanalyze_count int8,total_vacuum_time float8,total_autovacuum_time float8,total_analyze_time float8,total_autoanalyze_time float8
pg_stat_archiver archived_count int8,last_archived_wal text,last_archived_time timestamptz,failed_count int8,last_failed_wal text,last_failed_time timestamptz,stats_reset timestamptz
pg_stat_bgwriter buffers_clean int8,maxwritten_clean int8,buffers_alloc int8,stats_reset timestamptz
pg_stat_checkpointer num_timed int8,num_requested int8,num_done int8,restartpoints_timed int8,restartpoints_req int8,restartpoints_done int8,write_time float8,sync_time float8,buffers_written int8,slru_written int8,stats_reset timestamptz
pg_stat_database datid oid,datname name,numbackends int4,xact_commit int8,xact_rollback int8,blks_read int8,blks_hit int8,tup_returned int8,tup_fetched int8,tup_inserted int8,tup_updated int8,tup_deleted int8,conflicts int8,temp_files int8,temp_bytes int8,deadlocks int8,checksum_failures int8,checksum_last_failure timestamptz,blk_read_time float8,blk_write_time float8,session_time float8,active_time float8,idle_in_transaction_time float8,sessions int8,sessions_abandoned int8,sessions_fatal int8,sessions_killed int8,parallel_workers_to_launch int8,parallel_workers_launched int8,stats_reset timestamptz
pg_stat_database_conflicts datid oid,datname name,confl_tablespace int8,confl_lock int8,confl_snapshot int8,confl_bufferpin int8,confl_deadlock int8,confl_active_logicalslot int8
pg_stat_gssapi pid int4,gss_authenticated bool,principal text,encrypted bool,credentials_delegated bool
pg_stat_io backend_type text,object text,context text,reads int8,read_bytes numeric,read_time float8,writes int8,write_bytes numeric,write_time float8,writebacks int8,writeback_time float8,extends int8,extend_bytes numeric,extend_time float8,hits int8,evictions int8,reuses int8,fsyncs int8,fsync_time float8,stats_reset timestamptz
pg_stat_progress_analyze pid int4,datid oid,datname name,relid oid,phase text,sample_blks_total int8,sample_blks_scanned int8,ext_stats_total int8,ext_stats_computed int8,child_tables_total int8,child_tables_done int8,current_child_table_relid oid,delay_time float8
pg_stat_progress_basebackup pid int4,phase text,backup_total int8,backup_streamed int8,tablespaces_total int8,tablespaces_streamed int8
pg_stat_progress_cluster pid int4,datid oid,datname name,relid oid,command text,phase text,cluster_index_relid oid,heap_tuples_scanned int8,heap_tuples_written int8,heap_blks_total int8,heap_blks_scanned int8,index_rebuild_count int8
pg_stat_progress_copy pid int4,datid oid,datname name,relid oid,command text,type text,bytes_processed int8,bytes_total int8,tuples_processed int8,tuples_excluded int8,tuples_skipped int8
pg_stat_progress_create_index pid int4,datid oid,datname name,relid oid,index_relid oid,command text,phase text,lockers_total int8,lockers_done int8,current_locker_pid int8,blocks_total int8,blocks_done int8,tuples_total int8,tuples_done int8,partitions_total int8,partitions_done int8
pg_stat_progress_vacuum pid int4,datid oid,datname name,relid oid,phase text,heap_blks_total int8,heap_blks_scanned int8,heap_blks_vacuumed int8,index_vacuum_count int8,max_dead_tuple_bytes int8,dead_tuple_bytes int8,num_dead_item_ids int8,indexes_total int8,indexes_processed int8,delay_time float8
pg_stat_recovery_prefetch stats_reset timestamptz,prefetch int8,hit int8,skip_init int8,skip_new int8,skip_fpw int8,skip_rep int8,wal_distance int4,block_distance int4,io_depth int4
pg_stat_replication pid int4,usesysid oid,usename name,application_name text,client_addr inet,client_hostname text,client_port int4,backend_start timestamptz,backend_xmin xid,state text,sent_lsn pg_lsn,write_lsn pg_lsn,flush_lsn pg_lsn,replay_lsn pg_lsn,write_lag interval,flush_lag interval,replay_lag interval,sync_priority int4,sync_state text,reply_time timestamptz
pg_stat_replication_slots slot_name text,spill_txns int8,spill_count int8,spill_bytes int8,stream_txns int8,stream_count int8,stream_bytes int8,total_txns int8,total_bytes int8,stats_reset timestamptz
pg_stat_slru name text,blks_zeroed int8,blks_hit int8,blks_read int8,blks_written int8,blks_exists int8,flushes int8,truncates int8,stats_reset timestamptz
pg_stat_ssl pid int4,ssl bool,version text,cipher text,bits int4,client_dn text,client_serial numeric,issuer_dn text
pg_stat_subscription subid oid,subname name,worker_type text,pid int4,leader_pid int4,relid oid,received_lsn pg_lsn,last_msg_send_time timestamptz,last_msg_receipt_time timestamptz,latest_end_lsn pg_lsn,latest_end_time timestamptz
pg_stat_subscription_stats subid oid,subname name,apply_error_count int8,sync_error_count int8,confl_insert_exists int8,confl_update_origin_differs int8,confl_update_exists int8,confl_update_missing int8,confl_delete_origin_differs int8,confl_delete_missing int8,confl_multiple_unique_conflicts int8,stats_reset timestamptz
pg_stat_sys_indexes relid oid,indexrelid oid,schemaname name,relname name,indexrelname name,idx_scan int8,last_idx_scan timestamptz,idx_tup_read int8,idx_tup_fetch int8
pg_stat_sys_tables relid oid,schemaname name,relname name,seq_scan int8,last_seq_scan timestamptz,seq_tup_read int8,idx_scan int8,last_idx_scan timestamptz,idx_tup_fetch int8,n_tup_ins int8,n_tup_upd int8,n_tup_del int8,n_tup_hot_upd int8,n_tup_newpage_upd int8,n_live_tup int8,n_dead_tup int8,n_mod_since_analyze int8,n_ins_since_vacuum int8,last_vacuum timestamptz,last_autovacuum timestamptz,last_analyze timestamptz,last_autoanalyze timestamptz,vacuum_count int8,autovacuum_count int8,analyze_count int8,autoanalyze_count int8,total_vacuum_time float8,total_autovacuum_time float8,total_analyze_time float8,total_autoanalyze_time float8
pg_stat_user_functions funcid oid,schemaname name,funcname name,calls int8,total_time float8,self_time float8
pg_stat_user_indexes relid oid,indexrelid oid,schemaname name,relname name,indexrelname name,idx_scan int8,last_idx_scan timestamptz,idx_tup_read int8,idx_tup_fetch int8
pg_stat_user_tables relid oid,schemaname name,relname name,seq_scan int8,last_seq_scan timestamptz,seq_tup_read int8,idx_scan int8,last_idx_scan timestamptz,idx_tup_fetch int8,n_tup_ins int8,n_tup_upd int8,n_tup_del int8,n_tup_hot_upd int8,n_tup_newpage_upd int8,n_live_tup int8,n_dead_tup int8,n_mod_since_analyze int8,n_ins_since_vacuum int8,last_vacuum timestamptz,last_autovacuum timestamptz,last_analyze timestamptz,last_autoanalyze timestamptz,vacuum_count int8,autovacuum_count int8,analyze_count int8,autoanalyze_count int8,total_vacuum_time float8,total_autovacuum_time float8,total_analyze_time float8,total_autoanalyze_time float8
pg_stat_wal wal_records int8,wal_fpi int8,wal_bytes numeric,wal_buffers_full int8,stats_reset timestamptz
pg_stat_wal_receiver pid int4,status text,receive_start_lsn pg_lsn,receive_start_tli int4,written_lsn pg_lsn,flushed_lsn pg_lsn,received_tli int4,last_msg_send_time timestamptz,last_msg_receipt_time timestamptz,latest_end_lsn pg_lsn,latest_end_time timestamptz,slot_name text,sender_host text,sender_port int4,conninfo text
pg_stat_xact_all_tables relid oid,schemaname name,relname name,seq_scan int8,seq_tup_read int8,idx_scan int8,idx_tup_fetch int8,n_tup_ins int8,n_tup_upd int8,n_tup_del int8,n_tup_hot_upd int8,n_tup_newpage_upd int8
pg_stat_xact_sys_tables relid oid,schemaname name,relname name,seq_scan int8,seq_tup_read int8,idx_scan int8,idx_tup_fetch int8,n_tup_ins int8,n_tup_upd int8,n_tup_del int8,n_tup_hot_upd int8,n_tup_newpage_upd int8
pg_stat_xact_user_functions funcid oid,schemaname name,funcname name,calls int8,total_time float8,self_time float8
pg_stat_xact_user_tables relid oid,schemaname name,relname name,seq_scan int8,seq_tup_read int8,idx_scan int8,idx_tup_fetch int8,n_tup_ins int8,n_tup_upd int8,n_tup_del int8,n_tup_hot_upd int8,n_tup_newpage_upd int8
pg_statio_all_indexes relid oid,indexrelid oid,schemaname name,relname name,indexrelname name,idx_blks_read int8,idx_blks_hit int8
pg_statio_all_sequences relid oid,schemaname name,relname name,blks_read int8,blks_hit int8
pg_statio_all_tables relid oid,schemaname name,relname name,heap_blks_read int8,heap_blks_hit int8,idx_blks_read int8,idx_blks_hit int8,toast_blks_read int8,toast_blks_hit int8,tidx_blks_read int8,tidx_blks_hit int8
pg_statio_sys_indexes relid oid,indexrelid oid,schemaname name,relname name,indexrelname name,idx_blks_read int8,idx_blks_hit int8
pg_statio_sys_sequences relid oid,schemaname name,relname name,blks_read int8,blks_hit int8
pg_statio_sys_tables relid oid,schemaname name,relname name,heap_blks_read int8,heap_blks_hit int8,idx_blks_read int8,idx_blks_hit int8,toast_blks_read int8,toast_blks_hit int8,tidx_blks_read int8,tidx_blks_hit int8
pg_statio_user_indexes relid oid,indexrelid oid,schemaname name,relname name,indexrelname name,idx_blks_read int8,idx_blks_hit int8
pg_statio_user_sequences relid oid,schemaname name,relname name,blks_read int8,blks_hit int8
pg_statio_user_tables relid oid,schemaname name,relname name,heap_blks_read int8,heap_blks_hit int8,idx_blks_read int8,idx_blks_hit int8,toast_blks_read int8,toast_blks_hit int8,tidx_blks_read int8,tidx_blks_hit int8
pg_statistic starelid oid,staattnum int2,stainherit bool,stanullfrac float4,stawidth int4,stadistinct float4,stakind1 int2,stakind2 int2,stakind3 int2,stakind4 int2,stakind5 int2,staop1 oid,staop2 oid,staop3 oid,staop4 oid,staop5 oid,stacoll1 oid,stacoll2 oid,stacoll3 oid,stacoll4 oid,stacoll5 oid,stanumbers1 float4[],stanumbers2 float4[],stanumbers3 float4[],stanumbers4 float4[],stanumbers5 float4[],stavalues1 anyarray,stavalues2 anyarray,stavalues3 anyarray,stavalues4 anyarray,stavalues5 anyarray
pg_statistic_ext oid oid,stxrelid oid,stxname name,stxnamespace oid,stxowner oid,stxkeys int2vector,stxstattarget int2,stxkind char[],stxexprs pg_node_tree
pg_statistic_ext_data stxoid oid,stxdinherit bool,stxdndistinct pg_ndistinct,stxddependencies pg_dependencies,stxdmcv pg_mcv_list,stxdexpr pg_statistic[]
pg_stats schemaname name,tablename name,attname name,inherited bool,null_frac float4,avg_width int4,n_distinct float4,most_common_vals anyarray,most_common_freqs float4[],histogram_bounds anyarray,correlation float4,most_common_elems anyarray,most_common_elem_freqs float4[],elem_count_histogram float4[],range_length_histogram anyarray,range_empty_frac float4,range_bounds_histogram anyarray
pg_stats_ext schemaname name,tablename name,statistics_schemaname name,statistics_name name,statistics_owner name,attnames name[],exprs text[],kinds char[],inherited bool,n_distinct pg_ndistinct,dependencies pg_dependencies,most_common_vals text[],most_common_val_nulls bool[],most_common_freqs float8[],most_common_base_freqs float8[]
pg_stats_ext_exprs schemaname name,tablename name,statistics_schemaname name,statistics_name name,statistics_owner name,expr text,inherited bool,null_frac float4,avg_width int4,n_distinct float4,most_common_vals anyarray,most_common_freqs float4[],histogram_bounds anyarray,correlation float4,most_common_elems anyarray,most_common_elem_freqs float4[],elem_count_histogram float4[]
pg_subscription oid oid,subdbid oid,subskiplsn pg_lsn,subname name,subowner oid,subenabled bool,subbinary bool,substream char,subtwophasestate char,subdisableonerr bool,subpasswordrequired bool,subrunasowner bool,subfailover bool,subconninfo text,subslotname name,subsynccommit text,subpublications text[],suborigin text
pg_subscription_rel srsubid oid,srrelid oid,srsubstate char,srsublsn pg_lsn
pg_tables schemaname name,tablename name,tableowner name,tablespace name,hasindexes bool,hasrules bool,hastriggers bool,rowsecurity bool
pg_tablespace oid oid,spcname name,spcowner oid,spcacl aclitem[],spcoptions text[]
pg_timezone_abbrevs abbrev text,utc_offset interval,is_dst bool
pg_timezone_names name text,abbrev text,utc_offset interval,is_dst bool
pg_transform oid oid,trftype oid,trflang oid,trffromsql regproc,trftosql regproc
pg_trigger oid oid,tgrelid oid,tgparentid oid,tgname name,tgfoid oid,tgtype int2,tgenabled char,tgisinternal bool,tgconstrrelid oid,tgconstrindid oid,tgconstraint oid,tgdeferrable bool,tginitdeferred bool,tgnargs int2,tgattr int2vector,tgargs bytea,tgqual pg_node_tree,tgoldtable name,tgnewtable name
pg_ts_config oid oid,cfgname name,cfgnamespace oid,cfgowner oid,cfgparser oid
pg_ts_config_map mapcfg oid,maptokentype int4,mapseqno int4,mapdict oid
pg_ts_dict oid oid,dictname name,dictnamespace oid,dictowner oid,dicttemplate oid,dictinitoption text
pg_ts_parser oid oid,prsname name,prsnamespace oid,prsstart regproc,prstoken regproc,prsend regproc,prsheadline regproc,prslextype regproc
pg_ts_template oid oid,tmplname name,tmplnamespace oid,tmplinit regproc,tmpllexize regproc
pg_type oid oid,typname name,typnamespace oid,typowner oid,typlen int2,typbyval bool,typtype char,typcategory char,typispreferred bool,typisdefined bool,typdelim char,typrelid oid,typsubscript regproc,typelem oid,typarray oid,typinput regproc,typoutput regproc,typreceive regproc,typsend regproc,typmodin regproc,typmodout regproc,typanalyze regproc,typalign char,typstorage char,typnotnull bool,typbasetype oid,typtypmod int4,typndims int4,typcollation oid,typdefaultbin pg_node_tree,typdefault text,typacl aclitem[]
pg_user usename name,usesysid oid,usecreatedb bool,usesuper bool,userepl bool,usebypassrls bool,passwd text,valuntil timestamptz,useconfig text[]
pg_user_mapping oid oid,umuser oid,umserver oid,umoptions text[]
pg_user_mappings umid oid,srvid oid,srvname name,umuser oid,usename name,umoptions text[]
pg_views schemaname name,viewname name,viewowner name,definition text
pg_wait_events type text,name text,description text
[information_schema]
administrable_role_authorizations grantee sql_identifier,role_name sql_identifier,is_grantable yes_or_no
applicable_roles grantee sql_identifier,role_name sql_identifier,is_grantable yes_or_no
attributes udt_catalog sql_identifier,udt_schema sql_identifier,udt_name sql_identifier,attribute_name sql_identifier,ordinal_position cardinal_number,attribute_default character_data,is_nullable yes_or_no,data_type character_data,character_maximum_length cardinal_number,character_octet_length cardinal_number,character_set_catalog sql_identifier,character_set_schema sql_identifier,character_set_name sql_identifier,collation_catalog sql_identifier,collation_schema sql_identifier,collation_name sql_identifier,numeric_precision cardinal_number,numeric_precision_radix cardinal_number,numeric_scale cardinal_number,datetime_precision cardinal_number,interval_type character_data,interval_precision cardinal_number,attribute_udt_catalog sql_identifier,attribute_udt_schema sql_identifier,attribute_udt_name sql_identifier,scope_catalog sql_identifier,scope_schema sql_identifier,scope_name sql_identifier,maximum_cardinality cardinal_number,dtd_identifier sql_identifier,is_derived_reference_attribute yes_or_no
character_sets character_set_catalog sql_identifier,character_set_schema sql_identifier,character_set_name sql_identifier,character_repertoire sql_identifier,form_of_use sql_identifier,default_collate_catalog sql_identifier,default_collate_schema sql_identifier,default_collate_name sql_identifier
check_constraint_routine_usage constraint_catalog sql_identifier,constraint_schema sql_identifier,constraint_name sql_identifier,specific_catalog sql_identifier,specific_schema sql_identifier,specific_name sql_identifier
check_constraints constraint_catalog sql_identifier,constraint_schema sql_identifier,constraint_name sql_identifier,check_clause character_data
collation_character_set_applicability collation_catalog sql_identifier,collation_schema sql_identifier,collation_name sql_identifier,character_set_catalog sql_identifier,character_set_schema sql_identifier,character_set_name sql_identifier
collations collation_catalog sql_identifier,collation_schema sql_identifier,collation_name sql_identifier,pad_attribute character_data
column_column_usage table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,column_name sql_identifier,dependent_column sql_identifier
column_domain_usage domain_catalog sql_identifier,domain_schema sql_identifier,domain_name sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,column_name sql_identifier
column_options table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,column_name sql_identifier,option_name sql_identifier,option_value character_data
column_privileges grantor sql_identifier,grantee sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,column_name sql_identifier,privilege_type character_data,is_grantable yes_or_no
column_udt_usage udt_catalog sql_identifier,udt_schema sql_identifier,udt_name sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,column_name sql_identifier
columns table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,column_name sql_identifier,ordinal_position cardinal_number,column_default character_data,is_nullable yes_or_no,data_type character_data,character_maximum_length cardinal_number,character_octet_length cardinal_number,numeric_precision cardinal_number,numeric_precision_radix cardinal_number,numeric_scale cardinal_number,datetime_precision cardinal_number,interval_type character_data,interval_precision cardinal_number,character_set_catalog sql_identifier,character_set_schema sql_identifier,character_set_name sql_identifier,collation_catalog sql_identifier,collation_schema sql_identifier,collation_name sql_identifier,domain_catalog sql_identifier,domain_schema sql_identifier,domain_name sql_identifier,udt_catalog sql_identifier,udt_schema sql_identifier,udt_name sql_identifier,scope_catalog sql_identifier,scope_schema sql_identifier,scope_name sql_identifier,maximum_cardinality cardinal_number,dtd_identifier sql_identifier,is_self_referencing yes_or_no,is_identity yes_or_no,identity_generation character_data,identity_start character_data,identity_increment character_data,identity_maximum character_data,identity_minimum character_data,identity_cycle yes_or_no,is_generated character_data,generation_expression character_data,is_updatable yes_or_no
constraint_column_usage table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,column_name sql_identifier,constraint_catalog sql_identifier,constraint_schema sql_identifier,constraint_name sql_identifier
constraint_table_usage table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,constraint_catalog sql_identifier,constraint_schema sql_identifier,constraint_name sql_identifier
data_type_privileges object_catalog sql_identifier,object_schema sql_identifier,object_name sql_identifier,object_type character_data,dtd_identifier sql_identifier
domain_constraints constraint_catalog sql_identifier,constraint_schema sql_identifier,constraint_name sql_identifier,domain_catalog sql_identifier,domain_schema sql_identifier,domain_name sql_identifier,is_deferrable yes_or_no,initially_deferred yes_or_no
domain_udt_usage udt_catalog sql_identifier,udt_schema sql_identifier,udt_name sql_identifier,domain_catalog sql_identifier,domain_schema sql_identifier,domain_name sql_identifier
domains domain_catalog sql_identifier,domain_schema sql_identifier,domain_name sql_identifier,data_type character_data,character_maximum_length cardinal_number,character_octet_length cardinal_number,character_set_catalog sql_identifier,character_set_schema sql_identifier,character_set_name sql_identifier,collation_catalog sql_identifier,collation_schema sql_identifier,collation_name sql_identifier,numeric_precision cardinal_number,numeric_precision_radix cardinal_number,numeric_scale cardinal_number,datetime_precision cardinal_number,interval_type character_data,interval_precision cardinal_number,domain_default character_data,udt_catalog sql_identifier,udt_schema sql_identifier,udt_name sql_identifier,scope_catalog sql_identifier,scope_schema sql_identifier,scope_name sql_identifier,maximum_cardinality cardinal_number,dtd_identifier sql_identifier
element_types object_catalog sql_identifier,object_schema sql_identifier,object_name sql_identifier,object_type character_data,collection_type_identifier sql_identifier,data_type character_data,character_maximum_length cardinal_number,character_octet_length cardinal_number,character_set_catalog sql_identifier,character_set_schema sql_identifier,character_set_name sql_identifier,collation_catalog sql_identifier,collation_schema sql_identifier,collation_name sql_identifier,numeric_precision cardinal_number,numeric_precision_radix cardinal_number,numeric_scale cardinal_number,datetime_precision cardinal_number,interval_type character_data,interval_precision cardinal_number,udt_catalog sql_identifier,udt_schema sql_identifier,udt_name sql_identifier,scope_catalog sql_identifier,scope_schema sql_identifier,scope_name sql_identifier,maximum_cardinality cardinal_number,dtd_identifier sql_identifier
enabled_roles role_name sql_identifier
foreign_data_wrapper_options foreign_data_wrapper_catalog sql_identifier,foreign_data_wrapper_name sql_identifier,option_name sql_identifier,option_value character_data
foreign_data_wrappers foreign_data_wrapper_catalog sql_identifier,foreign_data_wrapper_name sql_identifier,authorization_identifier sql_identifier,library_name character_data,foreign_data_wrapper_language character_data
foreign_server_options foreign_server_catalog sql_identifier,foreign_server_name sql_identifier,option_name sql_identifier,option_value character_data
foreign_servers foreign_server_catalog sql_identifier,foreign_server_name sql_identifier,foreign_data_wrapper_catalog sql_identifier,foreign_data_wrapper_name sql_identifier,foreign_server_type character_data,foreign_server_version character_data,authorization_identifier sql_identifier
foreign_table_options foreign_table_catalog sql_identifier,foreign_table_schema sql_identifier,foreign_table_name sql_identifier,option_name sql_identifier,option_value character_data
foreign_tables foreign_table_catalog sql_identifier,foreign_table_schema sql_identifier,foreign_table_name sql_identifier,foreign_server_catalog sql_identifier,foreign_server_name sql_identifier
information_schema_catalog_name catalog_name sql_identifier
key_column_usage constraint_catalog sql_identifier,constraint_schema sql_identifier,constraint_name sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,column_name sql_identifier,ordinal_position cardinal_number,position_in_unique_constraint cardinal_number
parameters specific_catalog sql_identifier,specific_schema sql_identifier,specific_name sql_identifier,ordinal_position cardinal_number,parameter_mode character_data,is_result yes_or_no,as_locator yes_or_no,parameter_name sql_identifier,data_type character_data,character_maximum_length cardinal_number,character_octet_length cardinal_number,character_set_catalog sql_identifier,character_set_schema sql_identifier,character_set_name sql_identifier,collation_catalog sql_identifier,collation_schema sql_identifier,collation_name sql_identifier,numeric_precision cardinal_number,numeric_precision_radix cardinal_number,numeric_scale cardinal_number,datetime_precision cardinal_number,interval_type character_data,interval_precision cardinal_number,udt_catalog sql_identifier,udt_schema sql_identifier,udt_name sql_identifier,scope_catalog sql_identifier,scope_schema sql_identifier,scope_name sql_identifier,maximum_cardinality cardinal_number,dtd_identifier sql_identifier,parameter_default character_data
referential_constraints constraint_catalog sql_identifier,constraint_schema sql_identifier,constraint_name sql_identifier,unique_constraint_catalog sql_identifier,unique_constraint_schema sql_identifier,unique_constraint_name sql_identifier,match_option character_data,update_rule character_data,delete_rule character_data
role_column_grants grantor sql_identifier,grantee sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,column_name sql_identifier,privilege_type character_data,is_grantable yes_or_no
role_routine_grants grantor sql_identifier,grantee sql_identifier,specific_catalog sql_identifier,specific_schema sql_identifier,specific_name sql_identifier,routine_catalog sql_identifier,routine_schema sql_identifier,routine_name sql_identifier,privilege_type character_data,is_grantable yes_or_no
role_table_grants grantor sql_identifier,grantee sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,privilege_type character_data,is_grantable yes_or_no,with_hierarchy yes_or_no
role_udt_grants grantor sql_identifier,grantee sql_identifier,udt_catalog sql_identifier,udt_schema sql_identifier,udt_name sql_identifier,privilege_type character_data,is_grantable yes_or_no
role_usage_grants grantor sql_identifier,grantee sql_identifier,object_catalog sql_identifier,object_schema sql_identifier,object_name sql_identifier,object_type character_data,privilege_type character_data,is_grantable yes_or_no
routine_column_usage specific_catalog sql_identifier,specific_schema sql_identifier,specific_name sql_identifier,routine_catalog sql_identifier,routine_schema sql_identifier,routine_name sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,column_name sql_identifier
routine_privileges grantor sql_identifier,grantee sql_identifier,specific_catalog sql_identifier,specific_schema sql_identifier,specific_name sql_identifier,routine_catalog sql_identifier,routine_schema sql_identifier,routine_name sql_identifier,privilege_type character_data,is_grantable yes_or_no
routine_routine_usage specific_catalog sql_identifier,specific_schema sql_identifier,specific_name sql_identifier,routine_catalog sql_identifier,routine_schema sql_identifier,routine_name sql_identifier
routine_sequence_usage specific_catalog sql_identifier,specific_schema sql_identifier,specific_name sql_identifier,routine_catalog sql_identifier,routine_schema sql_identifier,routine_name sql_identifier,sequence_catalog sql_identifier,sequence_schema sql_identifier,sequence_name sql_identifier
routine_table_usage specific_catalog sql_identifier,specific_schema sql_identifier,specific_name sql_identifier,routine_catalog sql_identifier,routine_schema sql_identifier,routine_name sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier
routines specific_catalog sql_identifier,specific_schema sql_identifier,specific_name sql_identifier,routine_catalog sql_identifier,routine_schema sql_identifier,routine_name sql_identifier,routine_type character_data,module_catalog sql_identifier,module_schema sql_identifier,module_name sql_identifier,udt_catalog sql_identifier,udt_schema sql_identifier,udt_name sql_identifier,data_type character_data,character_maximum_length cardinal_number,character_octet_length cardinal_number,character_set_catalog sql_identifier,character_set_schema sql_identifier,character_set_name sql_identifier,collation_catalog sql_identifier,collation_schema sql_identifier,collation_name sql_identifier,numeric_precision cardinal_number,numeric_precision_radix cardinal_number,numeric_scale cardinal_number,datetime_precision cardinal_number,interval_type character_data,interval_precision cardinal_number,type_udt_catalog sql_identifier,type_udt_schema sql_identifier,type_udt_name sql_identifier,scope_catalog sql_identifier,scope_schema sql_identifier,scope_name sql_identifier,maximum_cardinality cardinal_number,dtd_identifier sql_identifier,routine_body character_data,routine_definition character_data,external_name character_data,external_language character_data,parameter_style character_data,is_deterministic yes_or_no,sql_data_access character_data,is_null_call yes_or_no,sql_path character_data,schema_level_routine yes_or_no,max_dynamic_result_sets cardinal_number,is_user_defined_cast yes_or_no,is_implicitly_invocable yes_or_no,security_type character_data,to_sql_specific_catalog sql_identifier,to_sql_specific_schema sql_identifier,to_sql_specific_name sql_identifier,as_locator yes_or_no,created time_stamp,last_altered time_stamp,new_savepoint_level yes_or_no,is_udt_dependent yes_or_no,result_cast_from_data_type character_data,result_cast_as_locator yes_or_no,result_cast_char_max_length cardinal_number,result_cast_char_octet_length cardinal_number,result_cast_char_set_catalog sql_identifier,result_cast_char_set_schema sql_identifier,result_cast_char_set_name sql_identifier,result_cast_collation_catalog sql_identifier,result_cast_collation_schema sql_identifier,result_cast_collation_name sql_identifier,result_cast_numeric_precision cardinal_number,result_cast_numeric_precision_radix cardinal_number,result_cast_numeric_scale cardinal_number,result_cast_datetime_precision cardinal_number,result_cast_interval_type character_data,result_cast_interval_precision cardinal_number,result_cast_type_udt_catalog sql_identifier,result_cast_type_udt_schema sql_identifier,result_cast_type_udt_name sql_identifier,result_cast_scope_catalog sql_identifier,result_cast_scope_schema sql_identifier,result_cast_scope_name sql_identifier,result_cast_maximum_cardinality cardinal_number,result_cast_dtd_identifier sql_identifier
schemata catalog_name sql_identifier,schema_name sql_identifier,schema_owner sql_identifier,default_character_set_catalog sql_identifier,default_character_set_schema sql_identifier,default_character_set_name sql_identifier,sql_path character_data
sequences sequence_catalog sql_identifier,sequence_schema sql_identifier,sequence_name sql_identifier,data_type character_data,numeric_precision cardinal_number,numeric_precision_radix cardinal_number,numeric_scale cardinal_number,start_value character_data,minimum_value character_data,maximum_value character_data,increment character_data,cycle_option yes_or_no
sql_features feature_id character_data,feature_name character_data,sub_feature_id character_data,sub_feature_name character_data,is_supported yes_or_no,is_verified_by character_data,comments character_data
sql_implementation_info implementation_info_id character_data,implementation_info_name character_data,integer_value cardinal_number,character_value character_data,comments character_data
sql_parts feature_id character_data,feature_name character_data,is_supported yes_or_no,is_verified_by character_data,comments character_data
sql_sizing sizing_id cardinal_number,sizing_name character_data,supported_value cardinal_number,comments character_data
table_constraints constraint_catalog sql_identifier,constraint_schema sql_identifier,constraint_name sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,constraint_type character_data,is_deferrable yes_or_no,initially_deferred yes_or_no,enforced yes_or_no,nulls_distinct yes_or_no
table_privileges grantor sql_identifier,grantee sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,privilege_type character_data,is_grantable yes_or_no,with_hierarchy yes_or_no
tables table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,table_type character_data,self_referencing_column_name sql_identifier,reference_generation character_data,user_defined_type_catalog sql_identifier,user_defined_type_schema sql_identifier,user_defined_type_name sql_identifier,is_insertable_into yes_or_no,is_typed yes_or_no,commit_action character_data
transforms udt_catalog sql_identifier,udt_schema sql_identifier,udt_name sql_identifier,specific_catalog sql_identifier,specific_schema sql_identifier,specific_name sql_identifier,group_name sql_identifier,transform_type character_data
triggered_update_columns trigger_catalog sql_identifier,trigger_schema sql_identifier,trigger_name sql_identifier,event_object_catalog sql_identifier,event_object_schema sql_identifier,event_object_table sql_identifier,event_object_column sql_identifier
triggers trigger_catalog sql_identifier,trigger_schema sql_identifier,trigger_name sql_identifier,event_manipulation character_data,event_object_catalog sql_identifier,event_object_schema sql_identifier,event_object_table sql_identifier,action_order cardinal_number,action_condition character_data,action_statement character_data,action_orientation character_data,action_timing character_data,action_reference_old_table sql_identifier,action_reference_new_table sql_identifier,action_reference_old_row sql_identifier,action_reference_new_row sql_identifier,created time_stamp
udt_privileges grantor sql_identifier,grantee sql_identifier,udt_catalog sql_identifier,udt_schema sql_identifier,udt_name sql_identifier,privilege_type character_data,is_grantable yes_or_no
usage_privileges grantor sql_identifier,grantee sql_identifier,object_catalog sql_identifier,object_schema sql_identifier,object_name sql_identifier,object_type character_data,privilege_type character_data,is_grantable yes_or_no
user_defined_types user_defined_type_catalog sql_identifier,user_defined_type_schema sql_identifier,user_defined_type_name sql_identifier,user_defined_type_category character_data,is_instantiable yes_or_no,is_final yes_or_no,ordering_form character_data,ordering_category character_data,ordering_routine_catalog sql_identifier,ordering_routine_schema sql_identifier,ordering_routine_name sql_identifier,reference_type character_data,data_type character_data,character_maximum_length cardinal_number,character_octet_length cardinal_number,character_set_catalog sql_identifier,character_set_schema sql_identifier,character_set_name sql_identifier,collation_catalog sql_identifier,collation_schema sql_identifier,collation_name sql_identifier,numeric_precision cardinal_number,numeric_precision_radix cardinal_number,numeric_scale cardinal_number,datetime_precision cardinal_number,interval_type character_data,interval_precision cardinal_number,source_dtd_identifier sql_identifier,ref_dtd_identifier sql_identifier
user_mapping_options authorization_identifier sql_identifier,foreign_server_catalog sql_identifier,foreign_server_name sql_identifier,option_name sql_identifier,option_value character_data
user_mappings authorization_identifier sql_identifier,foreign_server_catalog sql_identifier,foreign_server_name sql_identifier
view_column_usage view_catalog sql_identifier,view_schema sql_identifier,view_name sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,column_name sql_identifier
view_routine_usage table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,specific_catalog sql_identifier,specific_schema sql_identifier,specific_name sql_identifier
view_table_usage view_catalog sql_identifier,view_schema sql_identifier,view_name sql_identifier,table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier
views table_catalog sql_identifier,table_schema sql_identifier,table_name sql_identifier,view_definition character_data,check_option character_data,is_updatable yes_or_no,is_insertable_into yes_or_no,is_trigger_updatable yes_or_no,is_trigger_deletable yes_or_no,is_trigger_insertable_into yes_or_no`;
export const DOMAINS = `[information_schema]
cardinal_number int4
character_data varchar
sql_identifier name
time_stamp timestamptz
yes_or_no varchar`;
export const CLASSES = `[btree_gin]
bit_ops
bool_ops
bpchar_ops
bytea_ops
char_ops
cidr_ops
date_ops
enum_ops
float4_ops
float8_ops
inet_ops
int2_ops
int4_ops
int8_ops
interval_ops
macaddr8_ops
macaddr_ops
money_ops
name_ops
numeric_ops
oid_ops
text_ops
time_ops
timestamp_ops
timestamptz_ops
timetz_ops
uuid_ops
varbit_ops
varchar_ops
[btree_gist]
gist_bit_ops
gist_bool_ops
gist_bpchar_ops
gist_bytea_ops
gist_cash_ops
gist_cidr_ops
gist_date_ops
gist_enum_ops
gist_float4_ops
gist_float8_ops
gist_inet_ops
gist_int2_ops
gist_int4_ops
gist_int8_ops
gist_interval_ops
gist_macaddr8_ops
gist_macaddr_ops
gist_numeric_ops
gist_oid_ops
gist_text_ops
gist_time_ops
gist_timestamp_ops
gist_timestamptz_ops
gist_timetz_ops
gist_uuid_ops
gist_vbit_ops
[citext]
citext_ops
citext_ops
citext_pattern_ops
[cube]
cube_ops
gist_cube_ops
[hstore]
btree_hstore_ops
gin_hstore_ops
gist_hstore_ops
hash_hstore_ops
[intarray]
gin__int_ops
gist__int_ops
gist__intbig_ops
[isn]
ean13_ops
ean13_ops
isbn13_ops
isbn13_ops
isbn_ops
isbn_ops
ismn13_ops
ismn13_ops
ismn_ops
ismn_ops
issn13_ops
issn13_ops
issn_ops
issn_ops
upc_ops
upc_ops
[ltree]
gist__ltree_ops
gist_ltree_ops
hash_ltree_ops
ltree_ops
[pg_trgm]
gin_trgm_ops
gist_trgm_ops
[seg]
gist_seg_ops
seg_ops`;
export const OPERATORS = `[]
!! ,tsquery:tsquery
!~ name,text:bool;text,text:bool;bpchar,text:bool
!~* name,text:bool;text,text:bool;bpchar,text:bool
!~~ name,text:bool;text,text:bool;bpchar,text:bool;bytea,bytea:bool
!~~* name,text:bool;text,text:bool;bpchar,text:bool
# ,path:int4;box,box:box;,polygon:int4;lseg,lseg:point;line,line:point;bit,bit:bit;int2,int2:int2;int4,int4:int4;int8,int8:int8
## point,line:point;point,lseg:point;point,box:point;lseg,box:point;line,lseg:point;lseg,lseg:point
#- jsonb,text[]:jsonb
#> jsonb,text[]:jsonb;json,text[]:json
#>> jsonb,text[]:text;json,text[]:text
% int8,int8:int8;int2,int2:int2;int4,int4:int4;numeric,numeric:numeric
& bit,bit:bit;int2,int2:int2;int4,int4:int4;int8,int8:int8;inet,inet:inet;macaddr,macaddr:macaddr;macaddr8,macaddr8:macaddr8
&& polygon,polygon:bool;box,box:bool;circle,circle:bool;anyarray,anyarray:bool;anyrange,anymultirange:bool;anymultirange,anyrange:bool;anymultirange,anymultirange:bool;inet,inet:bool;tsquery,tsquery:tsquery;anyrange,anyrange:bool
&< polygon,polygon:bool;box,box:bool;circle,circle:bool;anyrange,anymultirange:bool;anymultirange,anyrange:bool;anymultirange,anymultirange:bool;anyrange,anyrange:bool
&<| box,box:bool;polygon,polygon:bool;circle,circle:bool
&> polygon,polygon:bool;box,box:bool;circle,circle:bool;anyrange,anymultirange:bool;anyrange,anyrange:bool;anymultirange,anyrange:bool;anymultirange,anymultirange:bool
* int4,int4:int4;int2,int2:int2;int2,int4:int4;int4,int2:int4;float4,float4:float4;float8,float8:float8;int8,int8:int8;int8,int4:int8;int4,int8:int8;point,point:point;path,point:path;box,point:box;int8,int2:int8;int2,int8:int8;money,float4:money;float4,money:money;money,float8:money;money,int4:money;money,int2:money;float8,money:money;int4,money:money;int2,money:money;float4,float8:float8;float8,float4:float8;circle,point:circle;interval,float8:interval;float8,interval:interval;numeric,numeric:numeric;money,int8:money;int8,money:money;anyrange,anyrange:anyrange;anymultirange,anymultirange:anymultirange
*< record,record:bool
*<= record,record:bool
*<> record,record:bool
*= record,record:bool
*> record,record:bool
*>= record,record:bool
+ int2,int2:int2;int4,int4:int4;int2,int4:int4;int4,int2:int4;float4,float4:float4;float8,float8:float8;int8,int8:int8;int8,int4:int8;int4,int8:int8;point,point:point;path,path:path;path,point:path;box,point:box;int8,int2:int8;int2,int8:int8;money,money:money;aclitem[],aclitem:aclitem[];date,interval:timestamp;date,int4:date;float4,float8:float8;float8,float4:float8;timestamptz,interval:timestamptz;interval,interval:interval;date,time:timestamp;date,timetz:timestamptz;time,date:timestamp;timetz,date:timestamptz;circle,point:circle;numeric,numeric:numeric;time,interval:time;timetz,interval:timetz;interval,time:time;,int8:int8;,int2:int2;,int4:int4;,float4:float4;,float8:float8;,numeric:numeric;timestamp,interval:timestamp;interval,date:timestamp;interval,timetz:timetz;interval,timestamp:timestamp;interval,timestamptz:timestamptz;int4,date:date;inet,int8:inet;int8,inet:inet;anyrange,anyrange:anyrange;anymultirange,anymultirange:anymultirange;pg_lsn,numeric:pg_lsn;numeric,pg_lsn:pg_lsn
- ,int8:int8;int2,int2:int2;int4,int4:int4;int2,int4:int4;int4,int2:int4;,int4:int4;,int2:int2;,float4:float4;,float8:float8;float4,float4:float4;float8,float8:float8;int8,int8:int8;int8,int4:int8;int4,int8:int8;point,point:point;path,point:path;box,point:box;int8,int2:int8;int2,int8:int8;money,money:money;aclitem[],aclitem:aclitem[];date,interval:timestamp;date,date:int4;date,int4:date;float4,float8:float8;float8,float4:float8;timestamptz,timestamptz:interval;timestamptz,interval:timestamptz;,interval:interval;interval,interval:interval;time,time:interval;circle,point:circle;,numeric:numeric;numeric,numeric:numeric;time,interval:time;timetz,interval:timetz;timestamp,timestamp:interval;timestamp,interval:timestamp;inet,int8:inet;inet,inet:int8;pg_lsn,pg_lsn:numeric;jsonb,text:jsonb;jsonb,int4:jsonb;jsonb,text[]:jsonb;anyrange,anyrange:anyrange;anymultirange,anymultirange:anymultirange;pg_lsn,numeric:pg_lsn
-> jsonb,text:jsonb;jsonb,int4:jsonb;json,text:json;json,int4:json
->> jsonb,text:text;jsonb,int4:text;json,text:text;json,int4:text
-|- anyrange,anyrange:bool;anyrange,anymultirange:bool;anymultirange,anyrange:bool;anymultirange,anymultirange:bool
/ int2,int2:int2;int4,int4:int4;int2,int4:int4;int4,int2:int4;float4,float4:float4;float8,float8:float8;int8,int8:int8;int8,int4:int8;int4,int8:int8;point,point:point;path,point:path;box,point:box;int8,int2:int8;int2,int8:int8;money,float4:money;money,float8:money;money,int4:money;money,int2:money;float4,float8:float8;float8,float4:float8;circle,point:circle;interval,float8:interval;numeric,numeric:numeric;money,int8:money;money,money:float8
< int4,int8:bool;bool,bool:bool;int2,int2:bool;int4,int4:bool;name,text:bool;text,name:bool;int8,int8:bool;int8,int4:bool;box,box:bool;int2,int4:bool;int4,int2:bool;oid,oid:bool;float4,float4:bool;char,char:bool;oidvector,oidvector:bool;name,name:bool;text,text:bool;float8,float8:bool;path,path:bool;money,money:bool;bpchar,bpchar:bool;anyarray,anyarray:bool;date,date:bool;time,time:bool;float4,float8:bool;float8,float4:bool;inet,inet:bool;macaddr,macaddr:bool;timestamptz,timestamptz:bool;interval,interval:bool;circle,circle:bool;timetz,timetz:bool;lseg,lseg:bool;numeric,numeric:bool;bit,bit:bool;varbit,varbit:bool;int2,int8:bool;int8,int2:bool;bytea,bytea:bool;timestamp,timestamp:bool;date,timestamp:bool;date,timestamptz:bool;timestamp,date:bool;timestamptz,date:bool;timestamp,timestamptz:bool;timestamptz,timestamp:bool;tid,tid:bool;anymultirange,anymultirange:bool;uuid,uuid:bool;record,record:bool;pg_lsn,pg_lsn:bool;jsonb,jsonb:bool;macaddr8,macaddr8:bool;anyenum,anyenum:bool;tsvector,tsvector:bool;tsquery,tsquery:bool;anyrange,anyrange:bool;xid8,xid8:bool
<-> point,point:float8;box,point:float8;point,line:float8;point,lseg:float8;point,box:float8;lseg,line:float8;lseg,box:float8;point,path:float8;box,box:float8;path,path:float8;line,line:float8;lseg,lseg:float8;polygon,polygon:float8;line,point:float8;lseg,point:float8;line,lseg:float8;box,lseg:float8;path,point:float8;polygon,circle:float8;circle,circle:float8;point,circle:float8;circle,polygon:float8;point,polygon:float8;polygon,point:float8;circle,point:float8;tsquery,tsquery:tsquery
<< polygon,polygon:bool;box,box:bool;point,point:bool;inet,inet:bool;circle,circle:bool;bit,int4:bit;int2,int4:int2;int4,int4:int4;int8,int4:int8;anyrange,anyrange:bool;anyrange,anymultirange:bool;anymultirange,anyrange:bool;anymultirange,anymultirange:bool
<<= inet,inet:bool
<<| circle,circle:bool;box,box:bool;polygon,polygon:bool;point,point:bool
<= int4,int8:bool;name,text:bool;text,name:bool;int8,int8:bool;int8,int4:bool;box,box:bool;int2,int2:bool;int4,int4:bool;int2,int4:bool;int4,int2:bool;oid,oid:bool;float4,float4:bool;char,char:bool;oidvector,oidvector:bool;name,name:bool;text,text:bool;float8,float8:bool;path,path:bool;money,money:bool;bpchar,bpchar:bool;anyarray,anyarray:bool;date,date:bool;time,time:bool;float4,float8:bool;float8,float4:bool;inet,inet:bool;macaddr,macaddr:bool;timestamptz,timestamptz:bool;interval,interval:bool;circle,circle:bool;timetz,timetz:bool;lseg,lseg:bool;bool,bool:bool;numeric,numeric:bool;bit,bit:bool;varbit,varbit:bool;int2,int8:bool;int8,int2:bool;bytea,bytea:bool;timestamp,timestamp:bool;date,timestamp:bool;date,timestamptz:bool;timestamp,date:bool;timestamptz,date:bool;timestamp,timestamptz:bool;timestamptz,timestamp:bool;tid,tid:bool;anymultirange,anymultirange:bool;uuid,uuid:bool;record,record:bool;pg_lsn,pg_lsn:bool;jsonb,jsonb:bool;macaddr8,macaddr8:bool;anyenum,anyenum:bool;tsvector,tsvector:bool;tsquery,tsquery:bool;anyrange,anyrange:bool;xid8,xid8:bool
<> int4,int8:bool;bool,bool:bool;name,text:bool;text,name:bool;tid,tid:bool;int8,int8:bool;int8,int4:bool;int4,int4:bool;int2,int2:bool;text,text:bool;int2,int4:bool;int4,int2:bool;oid,oid:bool;float4,float4:bool;char,char:bool;name,name:bool;oidvector,oidvector:bool;float8,float8:bool;point,point:bool;money,money:bool;bpchar,bpchar:bool;anyarray,anyarray:bool;date,date:bool;time,time:bool;float4,float8:bool;float8,float4:bool;inet,inet:bool;macaddr,macaddr:bool;timestamptz,timestamptz:bool;interval,interval:bool;circle,circle:bool;timetz,timetz:bool;lseg,lseg:bool;numeric,numeric:bool;bit,bit:bool;varbit,varbit:bool;int2,int8:bool;int8,int2:bool;bytea,bytea:bool;timestamp,timestamp:bool;date,timestamp:bool;date,timestamptz:bool;timestamp,date:bool;timestamptz,date:bool;timestamp,timestamptz:bool;timestamptz,timestamp:bool;anymultirange,anymultirange:bool;uuid,uuid:bool;record,record:bool;pg_lsn,pg_lsn:bool;jsonb,jsonb:bool;xid,xid:bool;xid,int4:bool;macaddr8,macaddr8:bool;anyenum,anyenum:bool;tsvector,tsvector:bool;tsquery,tsquery:bool;anyrange,anyrange:bool;xid8,xid8:bool
<@ polygon,polygon:bool;box,box:bool;point,box:bool;point,path:bool;point,polygon:bool;point,circle:bool;circle,circle:bool;point,line:bool;point,lseg:bool;lseg,line:bool;lseg,box:bool;anyarray,anyarray:bool;anyelement,anymultirange:bool;anyrange,anymultirange:bool;anymultirange,anymultirange:bool;jsonb,jsonb:bool;tsquery,tsquery:bool;anyelement,anyrange:bool;anyrange,anyrange:bool;anymultirange,anyrange:bool
<^ point,point:bool;box,box:bool
= int4,int8:bool;bool,bool:bool;char,char:bool;name,name:bool;int2,int2:bool;int4,int4:bool;text,text:bool;name,text:bool;text,name:bool;xid,xid:bool;xid,int4:bool;cid,cid:bool;tid,tid:bool;int8,int8:bool;int8,int4:bool;box,box:bool;int2,int4:bool;int4,int2:bool;oid,oid:bool;float4,float4:bool;oidvector,oidvector:bool;float8,float8:bool;path,path:bool;money,money:bool;aclitem,aclitem:bool;bpchar,bpchar:bool;anyarray,anyarray:bool;date,date:bool;time,time:bool;float4,float8:bool;float8,float4:bool;inet,inet:bool;macaddr,macaddr:bool;timestamptz,timestamptz:bool;interval,interval:bool;circle,circle:bool;lseg,lseg:bool;timetz,timetz:bool;line,line:bool;numeric,numeric:bool;bit,bit:bool;varbit,varbit:bool;int2,int8:bool;int8,int2:bool;bytea,bytea:bool;timestamp,timestamp:bool;date,timestamp:bool;date,timestamptz:bool;timestamp,date:bool;timestamptz,date:bool;timestamp,timestamptz:bool;timestamptz,timestamp:bool;anymultirange,anymultirange:bool;uuid,uuid:bool;record,record:bool;pg_lsn,pg_lsn:bool;jsonb,jsonb:bool;macaddr8,macaddr8:bool;anyenum,anyenum:bool;tsvector,tsvector:bool;tsquery,tsquery:bool;anyrange,anyrange:bool;xid8,xid8:bool
> bool,bool:bool;int4,int8:bool;name,text:bool;text,name:bool;int8,int8:bool;int8,int4:bool;box,box:bool;int2,int2:bool;int4,int4:bool;int2,int4:bool;int4,int2:bool;oid,oid:bool;float4,float4:bool;char,char:bool;oidvector,oidvector:bool;name,name:bool;text,text:bool;float8,float8:bool;path,path:bool;money,money:bool;bpchar,bpchar:bool;anyarray,anyarray:bool;date,date:bool;time,time:bool;float4,float8:bool;float8,float4:bool;inet,inet:bool;macaddr,macaddr:bool;timestamptz,timestamptz:bool;interval,interval:bool;circle,circle:bool;timetz,timetz:bool;lseg,lseg:bool;numeric,numeric:bool;bit,bit:bool;varbit,varbit:bool;int2,int8:bool;int8,int2:bool;bytea,bytea:bool;timestamp,timestamp:bool;date,timestamp:bool;date,timestamptz:bool;timestamp,date:bool;timestamptz,date:bool;timestamp,timestamptz:bool;timestamptz,timestamp:bool;tid,tid:bool;anymultirange,anymultirange:bool;uuid,uuid:bool;record,record:bool;pg_lsn,pg_lsn:bool;jsonb,jsonb:bool;macaddr8,macaddr8:bool;anyenum,anyenum:bool;tsvector,tsvector:bool;tsquery,tsquery:bool;anyrange,anyrange:bool;xid8,xid8:bool
>= int4,int8:bool;name,text:bool;text,name:bool;int8,int8:bool;int8,int4:bool;box,box:bool;int2,int2:bool;int4,int4:bool;int2,int4:bool;int4,int2:bool;oid,oid:bool;float4,float4:bool;char,char:bool;oidvector,oidvector:bool;name,name:bool;text,text:bool;float8,float8:bool;path,path:bool;money,money:bool;bpchar,bpchar:bool;anyarray,anyarray:bool;date,date:bool;time,time:bool;float4,float8:bool;float8,float4:bool;inet,inet:bool;macaddr,macaddr:bool;timestamptz,timestamptz:bool;interval,interval:bool;circle,circle:bool;timetz,timetz:bool;lseg,lseg:bool;bool,bool:bool;numeric,numeric:bool;bit,bit:bool;varbit,varbit:bool;int2,int8:bool;int8,int2:bool;bytea,bytea:bool;timestamp,timestamp:bool;date,timestamp:bool;date,timestamptz:bool;timestamp,date:bool;timestamptz,date:bool;timestamp,timestamptz:bool;timestamptz,timestamp:bool;tid,tid:bool;anymultirange,anymultirange:bool;uuid,uuid:bool;record,record:bool;pg_lsn,pg_lsn:bool;jsonb,jsonb:bool;macaddr8,macaddr8:bool;anyenum,anyenum:bool;tsvector,tsvector:bool;tsquery,tsquery:bool;anyrange,anyrange:bool;xid8,xid8:bool
>> polygon,polygon:bool;box,box:bool;point,point:bool;inet,inet:bool;circle,circle:bool;bit,int4:bit;int2,int4:int2;int4,int4:int4;int8,int4:int8;anyrange,anyrange:bool;anyrange,anymultirange:bool;anymultirange,anyrange:bool;anymultirange,anymultirange:bool
>>= inet,inet:bool
>^ point,point:bool;box,box:bool
? jsonb,text:bool
?# path,path:bool;box,box:bool;lseg,lseg:bool;lseg,line:bool;lseg,box:bool;line,box:bool;line,line:bool
?& jsonb,text[]:bool
?- point,point:bool;,lseg:bool;,line:bool
?-| lseg,lseg:bool;line,line:bool
?| point,point:bool;,lseg:bool;,line:bool;jsonb,text[]:bool
?|| lseg,lseg:bool;line,line:bool
@ ,int8:int8;,float4:float4;,float8:float8;,int2:int2;,int4:int4;,numeric:numeric
@-@ ,path:float8;,lseg:float8
@> box,point:bool;polygon,polygon:bool;box,box:bool;path,point:bool;polygon,point:bool;circle,point:bool;aclitem[],aclitem:bool;circle,circle:bool;anyarray,anyarray:bool;anymultirange,anyelement:bool;anymultirange,anyrange:bool;anymultirange,anymultirange:bool;jsonb,jsonb:bool;tsquery,tsquery:bool;anyrange,anyelement:bool;anyrange,anyrange:bool;anyrange,anymultirange:bool
@? jsonb,jsonpath:bool
@@ ,box:point;,lseg:point;,polygon:point;,circle:point;tsvector,tsquery:bool;tsquery,tsvector:bool;text,text:bool;text,tsquery:bool;jsonb,jsonpath:bool
@@@ tsvector,tsquery:bool;tsquery,tsvector:bool
^ float8,float8:float8;numeric,numeric:numeric
^@ text,text:bool
| bit,bit:bit;int2,int2:int2;int4,int4:int4;int8,int8:int8;inet,inet:inet;macaddr,macaddr:macaddr;macaddr8,macaddr8:macaddr8
|&> box,box:bool;polygon,polygon:bool;circle,circle:bool
|/ ,float8:float8
|>> circle,circle:bool;box,box:bool;polygon,polygon:bool;point,point:bool
|| anycompatiblearray,anycompatible:anycompatiblearray;anycompatible,anycompatiblearray:anycompatiblearray;anycompatiblearray,anycompatiblearray:anycompatiblearray;text,text:text;varbit,varbit:varbit;bytea,bytea:bytea;text,anynonarray:text;anynonarray,text:text;jsonb,jsonb:jsonb;tsvector,tsvector:tsvector;tsquery,tsquery:tsquery
||/ ,float8:float8
~ name,text:bool;text,text:bool;bpchar,text:bool;,bit:bit;,int2:int2;,int4:int4;,int8:int8;,inet:inet;,macaddr:macaddr;,macaddr8:macaddr8
~* name,text:bool;text,text:bool;bpchar,text:bool
~<=~ text,text:bool;bpchar,bpchar:bool
~<~ text,text:bool;bpchar,bpchar:bool
~= polygon,polygon:bool;box,box:bool;point,point:bool;circle,circle:bool
~>=~ text,text:bool;bpchar,bpchar:bool
~>~ text,text:bool;bpchar,bpchar:bool
~~ name,text:bool;text,text:bool;bpchar,text:bool;bytea,bytea:bool
~~* name,text:bool;text,text:bool;bpchar,text:bool
[btree_gist]
<-> money,money:money;date,date:int4;float4,float4:float4;float8,float8:float8;int2,int2:int2;int4,int4:int4;int8,int8:int8;interval,interval:interval;oid,oid:oid;time,time:interval;timestamp,timestamp:interval;timestamptz,timestamptz:interval
[citext]
!~ citext,citext:bool;citext,text:bool
!~* citext,citext:bool;citext,text:bool
!~~ citext,citext:bool;citext,text:bool
!~~* citext,citext:bool;citext,text:bool
< citext,citext:bool
<= citext,citext:bool
<> citext,citext:bool
= citext,citext:bool
> citext,citext:bool
>= citext,citext:bool
~ citext,citext:bool;citext,text:bool
~* citext,citext:bool;citext,text:bool
~<=~ citext,citext:bool
~<~ citext,citext:bool
~>=~ citext,citext:bool
~>~ citext,citext:bool
~~ citext,citext:bool;citext,text:bool
~~* citext,citext:bool;citext,text:bool
[cube]
&& cube,cube:bool
-> cube,int4:float8
< cube,cube:bool
<#> cube,cube:float8
<-> cube,cube:float8
<= cube,cube:bool
<=> cube,cube:float8
<> cube,cube:bool
<@ cube,cube:bool
= cube,cube:bool
> cube,cube:bool
>= cube,cube:bool
@> cube,cube:bool
~> cube,int4:float8
[earthdistance]
<@> point,point:float8
[hstore]
#<# hstore,hstore:bool
#<=# hstore,hstore:bool
#= anyelement,hstore:anyelement
#># hstore,hstore:bool
#>=# hstore,hstore:bool
%# ,hstore:text[]
%% ,hstore:text[]
- hstore,text:hstore;hstore,text[]:hstore;hstore,hstore:hstore
-> hstore,text:text;hstore,text[]:text[]
<> hstore,hstore:bool
<@ hstore,hstore:bool
= hstore,hstore:bool
? hstore,text:bool
?& hstore,text[]:bool
?| hstore,text[]:bool
@> hstore,hstore:bool
|| hstore,hstore:hstore
[intarray]
# ,int4[]:int4;int4[],int4:int4
& int4[],int4[]:int4[]
&& int4[],int4[]:bool
+ int4[],int4:int4[];int4[],int4[]:int4[]
- int4[],int4:int4[];int4[],int4[]:int4[]
<@ int4[],int4[]:bool
@> int4[],int4[]:bool
@@ int4[],query_int:bool
| int4[],int4:int4[];int4[],int4[]:int4[]
~~ query_int,int4[]:bool
[isn]
< ean13,ean13:bool;ean13,isbn13:bool;isbn13,ean13:bool;ean13,ismn13:bool;ismn13,ean13:bool;ean13,issn13:bool;issn13,ean13:bool;ean13,isbn:bool;isbn,ean13:bool;ean13,ismn:bool;ismn,ean13:bool;ean13,issn:bool;issn,ean13:bool;ean13,upc:bool;upc,ean13:bool;isbn13,isbn13:bool;isbn13,isbn:bool;isbn,isbn13:bool;isbn,isbn:bool;ismn13,ismn13:bool;ismn13,ismn:bool;ismn,ismn13:bool;ismn,ismn:bool;issn13,issn13:bool;issn13,issn:bool;issn,issn13:bool;issn,issn:bool;upc,upc:bool
<= ean13,ean13:bool;ean13,isbn13:bool;isbn13,ean13:bool;ean13,ismn13:bool;ismn13,ean13:bool;ean13,issn13:bool;issn13,ean13:bool;ean13,isbn:bool;isbn,ean13:bool;ean13,ismn:bool;ismn,ean13:bool;ean13,issn:bool;issn,ean13:bool;ean13,upc:bool;upc,ean13:bool;isbn13,isbn13:bool;isbn13,isbn:bool;isbn,isbn13:bool;isbn,isbn:bool;ismn13,ismn13:bool;ismn13,ismn:bool;ismn,ismn13:bool;ismn,ismn:bool;issn13,issn13:bool;issn13,issn:bool;issn,issn13:bool;issn,issn:bool;upc,upc:bool
<> ean13,ean13:bool;ean13,isbn13:bool;isbn13,ean13:bool;ean13,ismn13:bool;ismn13,ean13:bool;ean13,issn13:bool;issn13,ean13:bool;ean13,isbn:bool;isbn,ean13:bool;ean13,ismn:bool;ismn,ean13:bool;ean13,issn:bool;issn,ean13:bool;ean13,upc:bool;upc,ean13:bool;isbn13,isbn13:bool;isbn13,isbn:bool;isbn,isbn13:bool;isbn,isbn:bool;ismn13,ismn13:bool;ismn13,ismn:bool;ismn,ismn13:bool;ismn,ismn:bool;issn13,issn13:bool;issn13,issn:bool;issn,issn13:bool;issn,issn:bool;upc,upc:bool
= ean13,ean13:bool;isbn13,ean13:bool;ean13,isbn13:bool;ismn13,ean13:bool;ean13,ismn13:bool;issn13,ean13:bool;ean13,issn13:bool;isbn,ean13:bool;ean13,isbn:bool;ismn,ean13:bool;ean13,ismn:bool;issn,ean13:bool;ean13,issn:bool;upc,ean13:bool;ean13,upc:bool;isbn13,isbn13:bool;isbn,isbn13:bool;isbn13,isbn:bool;isbn,isbn:bool;ismn13,ismn13:bool;ismn,ismn13:bool;ismn13,ismn:bool;ismn,ismn:bool;issn13,issn13:bool;issn,issn13:bool;issn13,issn:bool;issn,issn:bool;upc,upc:bool
> ean13,ean13:bool;isbn13,ean13:bool;ean13,isbn13:bool;ismn13,ean13:bool;ean13,ismn13:bool;issn13,ean13:bool;ean13,issn13:bool;isbn,ean13:bool;ean13,isbn:bool;ismn,ean13:bool;ean13,ismn:bool;issn,ean13:bool;ean13,issn:bool;upc,ean13:bool;ean13,upc:bool;isbn13,isbn13:bool;isbn,isbn13:bool;isbn13,isbn:bool;isbn,isbn:bool;ismn13,ismn13:bool;ismn,ismn13:bool;ismn13,ismn:bool;ismn,ismn:bool;issn13,issn13:bool;issn,issn13:bool;issn13,issn:bool;issn,issn:bool;upc,upc:bool
>= ean13,ean13:bool;ean13,isbn13:bool;isbn13,ean13:bool;ean13,ismn13:bool;ismn13,ean13:bool;ean13,issn13:bool;issn13,ean13:bool;ean13,isbn:bool;isbn,ean13:bool;ean13,ismn:bool;ismn,ean13:bool;ean13,issn:bool;issn,ean13:bool;ean13,upc:bool;upc,ean13:bool;isbn13,isbn13:bool;isbn13,isbn:bool;isbn,isbn13:bool;isbn,isbn:bool;ismn13,ismn13:bool;ismn13,ismn:bool;ismn,ismn13:bool;ismn,ismn:bool;issn13,issn13:bool;issn13,issn:bool;issn,issn13:bool;issn,issn:bool;upc,upc:bool
[ltree]
< ltree,ltree:bool
<= ltree,ltree:bool
<> ltree,ltree:bool
<@ ltree,ltree:bool;ltree,ltree[]:bool;ltree[],ltree:bool
= ltree,ltree:bool
> ltree,ltree:bool
>= ltree,ltree:bool
? lquery[],ltree:bool;ltree,lquery[]:bool;lquery[],ltree[]:bool;ltree[],lquery[]:bool
?<@ ltree[],ltree:ltree
?@ ltree[],ltxtquery:ltree
?@> ltree[],ltree:ltree
?~ ltree[],lquery:ltree
@ ltxtquery,ltree:bool;ltree,ltxtquery:bool;ltxtquery,ltree[]:bool;ltree[],ltxtquery:bool
@> ltree,ltree:bool;ltree[],ltree:bool;ltree,ltree[]:bool
^<@ ltree,ltree:bool;ltree,ltree[]:bool;ltree[],ltree:bool
^? lquery[],ltree:bool;ltree,lquery[]:bool;lquery[],ltree[]:bool;ltree[],lquery[]:bool
^@ ltxtquery,ltree:bool;ltree,ltxtquery:bool;ltxtquery,ltree[]:bool;ltree[],ltxtquery:bool
^@> ltree,ltree:bool;ltree[],ltree:bool;ltree,ltree[]:bool
^~ lquery,ltree:bool;ltree,lquery:bool;lquery,ltree[]:bool;ltree[],lquery:bool
|| ltree,ltree:ltree;ltree,text:ltree;text,ltree:ltree
~ lquery,ltree:bool;ltree,lquery:bool;lquery,ltree[]:bool;ltree[],lquery:bool
[pg_trgm]
% text,text:bool
%> text,text:bool
%>> text,text:bool
<% text,text:bool
<-> text,text:float4
<->> text,text:float4
<->>> text,text:float4
<<% text,text:bool
<<-> text,text:float4
<<<-> text,text:float4
[seg]
&& seg,seg:bool
&< seg,seg:bool
&> seg,seg:bool
< seg,seg:bool
<< seg,seg:bool
<= seg,seg:bool
<> seg,seg:bool
<@ seg,seg:bool
= seg,seg:bool
> seg,seg:bool
>= seg,seg:bool
>> seg,seg:bool
@> seg,seg:bool`;
export const FUNCTIONS = `[]
abbrev inet:text;cidr:text
abs float4:float4;float8:float8;int8:int8;int4:int4;int2:int2;numeric:numeric
aclcontains aclitem[],aclitem:bool
acldefault char,oid:aclitem[]
aclexplode aclitem[]:record(grantor oid,grantee oid,privilege_type text,is_grantable bool)
aclinsert aclitem[],aclitem:aclitem[]
aclitemeq aclitem,aclitem:bool
aclremove aclitem[],aclitem:aclitem[]
acos float8:float8
acosd float8:float8
acosh float8:float8
age xid:int4;timestamptz,timestamptz:interval;timestamptz:interval;timestamp,timestamp:interval;timestamp:interval
amvalidate oid:bool
any_value anyelement:anyelement|a
any_value_transfn anyelement,anyelement:anyelement
anyarray_send anyarray:bytea
anycompatiblearray_send anycompatiblearray:bytea
anytextcat anynonarray,text:text
area box:float8;path:float8;circle:float8
array_agg anynonarray:anyarray|a;anyarray:anyarray|a
array_append anycompatiblearray,anycompatible:anycompatiblearray
array_cat anycompatiblearray,anycompatiblearray:anycompatiblearray
array_dims anyarray:text
array_eq anyarray,anyarray:bool
array_fill anyelement,int4[]:anyarray;anyelement,int4[],int4[]:anyarray
array_ge anyarray,anyarray:bool
array_gt anyarray,anyarray:bool
array_larger anyarray,anyarray:anyarray
array_le anyarray,anyarray:bool
array_length anyarray,int4:int4
array_lower anyarray,int4:int4
array_lt anyarray,anyarray:bool
array_ndims anyarray:int4
array_ne anyarray,anyarray:bool
array_position anycompatiblearray,anycompatible:int4;anycompatiblearray,anycompatible,int4:int4
array_positions anycompatiblearray,anycompatible:int4[]
array_prepend anycompatible,anycompatiblearray:anycompatiblearray
array_remove anycompatiblearray,anycompatible:anycompatiblearray
array_replace anycompatiblearray,anycompatible,anycompatible:anycompatiblearray
array_reverse anyarray:anyarray
array_sample anyarray,int4:anyarray
array_send anyarray:bytea
array_shuffle anyarray:anyarray
array_smaller anyarray,anyarray:anyarray
array_sort anyarray:anyarray;anyarray,bool:anyarray;anyarray,bool,bool:anyarray
array_to_json anyarray:json;anyarray,bool:json
array_to_string anyarray,text,text:text;anyarray,text:text
array_to_tsvector text[]:tsvector
array_upper anyarray,int4:int4
arraycontained anyarray,anyarray:bool
arraycontains anyarray,anyarray:bool
arrayoverlap anyarray,anyarray:bool
ascii text:int4
asin float8:float8
asind float8:float8
asinh float8:float8
atan float8:float8
atan2 float8,float8:float8
atan2d float8,float8:float8
atand float8:float8
atanh float8:float8
avg int8:numeric|a;int4:numeric|a;int2:numeric|a;numeric:numeric|a;float4:float8|a;float8:float8|a;interval:interval|a
binary_upgrade_add_sub_rel_state text,oid,char,pg_lsn:void
binary_upgrade_create_empty_extension text,text,bool,text,oid[],text[],text[]:void
binary_upgrade_logical_slot_has_caught_up name:bool
binary_upgrade_replorigin_advance text,pg_lsn:void
binary_upgrade_set_missing_value oid,text,text:void
binary_upgrade_set_next_array_pg_type_oid oid:void
binary_upgrade_set_next_heap_pg_class_oid oid:void
binary_upgrade_set_next_heap_relfilenode oid:void
binary_upgrade_set_next_index_pg_class_oid oid:void
binary_upgrade_set_next_index_relfilenode oid:void
binary_upgrade_set_next_multirange_array_pg_type_oid oid:void
binary_upgrade_set_next_multirange_pg_type_oid oid:void
binary_upgrade_set_next_pg_authid_oid oid:void
binary_upgrade_set_next_pg_enum_oid oid:void
binary_upgrade_set_next_pg_tablespace_oid oid:void
binary_upgrade_set_next_pg_type_oid oid:void
binary_upgrade_set_next_toast_pg_class_oid oid:void
binary_upgrade_set_next_toast_relfilenode oid:void
binary_upgrade_set_record_init_privs bool:void
bit int4,int4:bit;bit,int4,bool:bit;int8,int4:bit
bit_and int2:int2|a;int4:int4|a;int8:int8|a;bit:bit|a
bit_count bit:int8;bytea:int8
bit_length bytea:int4;text:int4;bit:int4
bit_or int2:int2|a;int4:int4|a;int8:int8|a;bit:bit|a
bit_send bit:bytea
bit_xor int2:int2|a;int4:int4|a;int8:int8|a;bit:bit|a
bitand bit,bit:bit
bitcat varbit,varbit:varbit
bitcmp bit,bit:int4
biteq bit,bit:bool
bitge bit,bit:bool
bitgt bit,bit:bool
bitle bit,bit:bool
bitlt bit,bit:bool
bitne bit,bit:bool
bitnot bit:bit
bitor bit,bit:bit
bitshiftleft bit,int4:bit
bitshiftright bit,int4:bit
bittypmodin cstring[]:int4
bitxor bit,bit:bit
bool int4:bool;jsonb:bool
bool_and bool:bool|a
bool_or bool:bool|a
booland_statefunc bool,bool:bool
booleq bool,bool:bool
boolge bool,bool:bool
boolgt bool,bool:bool
boolle bool,bool:bool
boollt bool,bool:bool
boolne bool,bool:bool
boolor_statefunc bool,bool:bool
boolsend bool:bytea
bound_box box,box:box
box point,point:box;polygon:box;circle:box;point:box
box_above box,box:bool
box_above_eq box,box:bool
box_add box,point:box
box_below box,box:bool
box_below_eq box,box:bool
box_center box:point
box_contain box,box:bool
box_contain_pt box,point:bool
box_contained box,box:bool
box_distance box,box:float8
box_div box,point:box
box_eq box,box:bool
box_ge box,box:bool
box_gt box,box:bool
box_intersect box,box:box
box_le box,box:bool
box_left box,box:bool
box_lt box,box:bool
box_mul box,point:box
box_overabove box,box:bool
box_overbelow box,box:bool
box_overlap box,box:bool
box_overleft box,box:bool
box_overright box,box:bool
box_right box,box:bool
box_same box,box:bool
box_send box:bytea
box_sub box,point:box
bpchar name:bpchar;bpchar,int4,bool:bpchar;char:bpchar
bpchar_larger bpchar,bpchar:bpchar
bpchar_pattern_ge bpchar,bpchar:bool
bpchar_pattern_gt bpchar,bpchar:bool
bpchar_pattern_le bpchar,bpchar:bool
bpchar_pattern_lt bpchar,bpchar:bool
bpchar_smaller bpchar,bpchar:bpchar
bpcharcmp bpchar,bpchar:int4
bpchareq bpchar,bpchar:bool
bpcharge bpchar,bpchar:bool
bpchargt bpchar,bpchar:bool
bpchariclike bpchar,text:bool
bpcharicnlike bpchar,text:bool
bpcharicregexeq bpchar,text:bool
bpcharicregexne bpchar,text:bool
bpcharle bpchar,bpchar:bool
bpcharlike bpchar,text:bool
bpcharlt bpchar,bpchar:bool
bpcharne bpchar,bpchar:bool
bpcharnlike bpchar,text:bool
bpcharregexeq bpchar,text:bool
bpcharregexne bpchar,text:bool
bpcharsend bpchar:bytea
bpchartypmodin cstring[]:int4
brin_bloom_summary_send pg_brin_bloom_summary:bytea
brin_desummarize_range regclass,int8:void
brin_minmax_multi_summary_send pg_brin_minmax_multi_summary:bytea
brin_summarize_new_values regclass:int4
brin_summarize_range regclass,int8:int4
broadcast inet:inet
btarraycmp anyarray,anyarray:int4
btboolcmp bool,bool:int4
btbpchar_pattern_cmp bpchar,bpchar:int4
btcharcmp char,char:int4
btequalimage oid:bool
btfloat48cmp float4,float8:int4
btfloat4cmp float4,float4:int4
btfloat84cmp float8,float4:int4
btfloat8cmp float8,float8:int4
btint24cmp int2,int4:int4
btint28cmp int2,int8:int4
btint2cmp int2,int2:int4
btint42cmp int4,int2:int4
btint48cmp int4,int8:int4
btint4cmp int4,int4:int4
btint82cmp int8,int2:int4
btint84cmp int8,int4:int4
btint8cmp int8,int8:int4
btnamecmp name,name:int4
btnametextcmp name,text:int4
btoidcmp oid,oid:int4
btoidvectorcmp oidvector,oidvector:int4
btrecordcmp record,record:int4
btrecordimagecmp record,record:int4
btrim text,text:text;text:text;bytea,bytea:bytea
bttext_pattern_cmp text,text:int4
bttextcmp text,text:int4
bttextnamecmp text,name:int4
bttidcmp tid,tid:int4
btvarstrequalimage oid:bool
bytea int2:bytea;int4:bytea;int8:bytea
bytea_larger bytea,bytea:bytea
bytea_smaller bytea,bytea:bytea
byteacat bytea,bytea:bytea
byteacmp bytea,bytea:int4
byteaeq bytea,bytea:bool
byteage bytea,bytea:bool
byteagt bytea,bytea:bool
byteale bytea,bytea:bool
bytealike bytea,bytea:bool
bytealt bytea,bytea:bool
byteane bytea,bytea:bool
byteanlike bytea,bytea:bool
byteasend bytea:bytea
cardinality anyarray:int4
casefold text:text
cash_cmp money,money:int4
cash_div_cash money,money:float8
cash_div_flt4 money,float4:money
cash_div_flt8 money,float8:money
cash_div_int2 money,int2:money
cash_div_int4 money,int4:money
cash_div_int8 money,int8:money
cash_eq money,money:bool
cash_ge money,money:bool
cash_gt money,money:bool
cash_le money,money:bool
cash_lt money,money:bool
cash_mi money,money:money
cash_mul_flt4 money,float4:money
cash_mul_flt8 money,float8:money
cash_mul_int2 money,int2:money
cash_mul_int4 money,int4:money
cash_mul_int8 money,int8:money
cash_ne money,money:bool
cash_pl money,money:money
cash_send money:bytea
cash_words money:text
cashlarger money,money:money
cashsmaller money,money:money
cbrt float8:float8
ceil numeric:numeric;float8:float8
ceiling numeric:numeric;float8:float8
center box:point;circle:point
char int4:char;text:char
char_length bpchar:int4;text:int4
character_length bpchar:int4;text:int4
chareq char,char:bool
charge char,char:bool
chargt char,char:bool
charle char,char:bool
charlt char,char:bool
charne char,char:bool
charsend char:bytea
chr int4:text
cideq cid,cid:bool
cidr inet:cidr
cidr_send cidr:bytea
cidsend cid:bytea
circle point,float8:circle;polygon:circle;box:circle
circle_above circle,circle:bool
circle_add_pt circle,point:circle
circle_below circle,circle:bool
circle_center circle:point
circle_contain circle,circle:bool
circle_contain_pt circle,point:bool
circle_contained circle,circle:bool
circle_distance circle,circle:float8
circle_div_pt circle,point:circle
circle_eq circle,circle:bool
circle_ge circle,circle:bool
circle_gt circle,circle:bool
circle_le circle,circle:bool
circle_left circle,circle:bool
circle_lt circle,circle:bool
circle_mul_pt circle,point:circle
circle_ne circle,circle:bool
circle_overabove circle,circle:bool
circle_overbelow circle,circle:bool
circle_overlap circle,circle:bool
circle_overleft circle,circle:bool
circle_overright circle,circle:bool
circle_right circle,circle:bool
circle_same circle,circle:bool
circle_send circle:bytea
circle_sub_pt circle,point:circle
clock_timestamp :timestamptz
close_ls line,lseg:point
close_lseg lseg,lseg:point
close_pb point,box:point
close_pl point,line:point
close_ps point,lseg:point
close_sb lseg,box:point
col_description oid,int4:text
concat *any:text
concat_ws text,*any:text
convert bytea,name,name:bytea
convert_from bytea,name:text
convert_to text,name:bytea
corr float8,float8:float8|a
cos float8:float8
cosd float8:float8
cosh float8:float8
cot float8:float8
cotd float8:float8
count any:int8|a;:int8|a
covar_pop float8,float8:float8|a
covar_samp float8,float8:float8|a
crc32 bytea:int8
crc32c bytea:int8
cume_dist :float8|w;*any:float8|a
current_database :name
current_query :text
current_schema :name
current_schemas bool:name[]
current_setting text:text;text,bool:text
current_user :name
currtid2 text,tid:tid
currval regclass:int8
cursor_to_xml refcursor,int4,bool,bool,text:xml
cursor_to_xmlschema refcursor,bool,bool,text:xml
database_to_xml bool,bool,text:xml
database_to_xml_and_xmlschema bool,bool,text:xml
database_to_xmlschema bool,bool,text:xml
date timestamptz:date;timestamp:date
date_add timestamptz,interval:timestamptz;timestamptz,interval,text:timestamptz
date_bin interval,timestamp,timestamp:timestamp;interval,timestamptz,timestamptz:timestamptz
date_cmp date,date:int4
date_cmp_timestamp date,timestamp:int4
date_cmp_timestamptz date,timestamptz:int4
date_eq date,date:bool
date_eq_timestamp date,timestamp:bool
date_eq_timestamptz date,timestamptz:bool
date_ge date,date:bool
date_ge_timestamp date,timestamp:bool
date_ge_timestamptz date,timestamptz:bool
date_gt date,date:bool
date_gt_timestamp date,timestamp:bool
date_gt_timestamptz date,timestamptz:bool
date_larger date,date:date
date_le date,date:bool
date_le_timestamp date,timestamp:bool
date_le_timestamptz date,timestamptz:bool
date_lt date,date:bool
date_lt_timestamp date,timestamp:bool
date_lt_timestamptz date,timestamptz:bool
date_mi date,date:int4
date_mi_interval date,interval:timestamp
date_mii date,int4:date
date_ne date,date:bool
date_ne_timestamp date,timestamp:bool
date_ne_timestamptz date,timestamptz:bool
date_part text,timestamptz:float8;text,interval:float8;text,timetz:float8;text,date:float8;text,time:float8;text,timestamp:float8
date_pl_interval date,interval:timestamp
date_pli date,int4:date
date_send date:bytea
date_smaller date,date:date
date_subtract timestamptz,interval:timestamptz;timestamptz,interval,text:timestamptz
date_trunc text,timestamptz:timestamptz;text,interval:interval;text,timestamptz,text:timestamptz;text,timestamp:timestamp
datemultirange :datemultirange;daterange:datemultirange;*daterange[]:datemultirange
daterange date,date:daterange;date,date,text:daterange
daterange_canonical daterange:daterange
daterange_subdiff date,date:float8
datetime_pl date,time:timestamp
datetimetz_pl date,timetz:timestamptz
dcbrt float8:float8
decode text,text:bytea
degrees float8:float8
dense_rank :int8|w;*any:int8|a
dexp float8:float8
diagonal box:lseg
diameter circle:float8
dist_bp box,point:float8
dist_bs box,lseg:float8
dist_cpoint circle,point:float8
dist_cpoly circle,polygon:float8
dist_lp line,point:float8
dist_ls line,lseg:float8
dist_pathp path,point:float8
dist_pb point,box:float8
dist_pc point,circle:float8
dist_pl point,line:float8
dist_polyc polygon,circle:float8
dist_polyp polygon,point:float8
dist_ppath point,path:float8
dist_ppoly point,polygon:float8
dist_ps point,lseg:float8
dist_sb lseg,box:float8
dist_sl lseg,line:float8
dist_sp lseg,point:float8
div numeric,numeric:numeric
dlog1 float8:float8
dlog10 float8:float8
dpow float8,float8:float8
dround float8:float8
dsqrt float8:float8
dtrunc float8:float8
elem_contained_by_multirange anyelement,anymultirange:bool
elem_contained_by_range anyelement,anyrange:bool
encode bytea,text:text
enum_cmp anyenum,anyenum:int4
enum_eq anyenum,anyenum:bool
enum_first anyenum:anyenum
enum_ge anyenum,anyenum:bool
enum_gt anyenum,anyenum:bool
enum_larger anyenum,anyenum:anyenum
enum_last anyenum:anyenum
enum_le anyenum,anyenum:bool
enum_lt anyenum,anyenum:bool
enum_ne anyenum,anyenum:bool
enum_range anyenum,anyenum:anyarray;anyenum:anyarray
enum_send anyenum:bytea
enum_smaller anyenum,anyenum:anyenum
erf float8:float8
erfc float8:float8
every bool:bool|a
exp float8:float8;numeric:numeric
extract text,date:numeric;text,time:numeric;text,timetz:numeric;text,timestamp:numeric;text,timestamptz:numeric;text,interval:numeric
factorial int8:numeric
family inet:int4
first_value anyelement:anyelement|w
float4 int2:float4;float8:float4;int4:float4;int8:float4;numeric:float4;jsonb:float4
float48div float4,float8:float8
float48eq float4,float8:bool
float48ge float4,float8:bool
float48gt float4,float8:bool
float48le float4,float8:bool
float48lt float4,float8:bool
float48mi float4,float8:float8
float48mul float4,float8:float8
float48ne float4,float8:bool
float48pl float4,float8:float8
float4_accum float8[],float4:float8[]
float4abs float4:float4
float4div float4,float4:float4
float4eq float4,float4:bool
float4ge float4,float4:bool
float4gt float4,float4:bool
float4larger float4,float4:float4
float4le float4,float4:bool
float4lt float4,float4:bool
float4mi float4,float4:float4
float4mul float4,float4:float4
float4ne float4,float4:bool
float4pl float4,float4:float4
float4send float4:bytea
float4smaller float4,float4:float4
float4um float4:float4
float4up float4:float4
float8 int2:float8;float4:float8;int4:float8;int8:float8;numeric:float8;jsonb:float8
float84div float8,float4:float8
float84eq float8,float4:bool
float84ge float8,float4:bool
float84gt float8,float4:bool
float84le float8,float4:bool
float84lt float8,float4:bool
float84mi float8,float4:float8
float84mul float8,float4:float8
float84ne float8,float4:bool
float84pl float8,float4:float8
float8_accum float8[],float8:float8[]
float8_avg float8[]:float8
float8_combine float8[],float8[]:float8[]
float8_corr float8[]:float8
float8_covar_pop float8[]:float8
float8_covar_samp float8[]:float8
float8_regr_accum float8[],float8,float8:float8[]
float8_regr_avgx float8[]:float8
float8_regr_avgy float8[]:float8
float8_regr_combine float8[],float8[]:float8[]
float8_regr_intercept float8[]:float8
float8_regr_r2 float8[]:float8
float8_regr_slope float8[]:float8
float8_regr_sxx float8[]:float8
float8_regr_sxy float8[]:float8
float8_regr_syy float8[]:float8
float8_stddev_pop float8[]:float8
float8_stddev_samp float8[]:float8
float8_var_pop float8[]:float8
float8_var_samp float8[]:float8
float8abs float8:float8
float8div float8,float8:float8
float8eq float8,float8:bool
float8ge float8,float8:bool
float8gt float8,float8:bool
float8larger float8,float8:float8
float8le float8,float8:bool
float8lt float8,float8:bool
float8mi float8,float8:float8
float8mul float8,float8:float8
float8ne float8,float8:bool
float8pl float8,float8:float8
float8send float8:bytea
float8smaller float8,float8:float8
float8um float8:float8
float8up float8:float8
floor numeric:numeric;float8:float8
flt4_mul_cash float4,money:money
flt8_mul_cash float8,money:money
fmgr_c_validator oid:void
fmgr_internal_validator oid:void
fmgr_sql_validator oid:void
format text,*any:text;text:text
format_type oid,int4:text
gamma float8:float8
gcd int4,int4:int4;int8,int8:int8;numeric,numeric:numeric
gen_random_uuid :uuid
generate_series timestamp,timestamp,interval:timestamp;timestamptz,timestamptz,interval:timestamptz;int4,int4,int4:int4;int4,int4:int4;int8,int8,int8:int8;int8,int8:int8;numeric,numeric,numeric:numeric;numeric,numeric:numeric;timestamptz,timestamptz,interval,text:timestamptz
generate_subscripts anyarray,int4,bool:int4;anyarray,int4:int4
get_bit bytea,int8:int4;bit,int4:int4
get_byte bytea,int4:int4
get_current_ts_config :regconfig
getdatabaseencoding :name
getpgusername :name
gin_clean_pending_list regclass:int8
gin_cmp_tslexeme text,text:int4
gin_compare_jsonb text,text:int4
gist_translate_cmptype_common int4:int2
has_any_column_privilege name,text,text:bool;name,oid,text:bool;oid,text,text:bool;oid,oid,text:bool;text,text:bool;oid,text:bool
has_column_privilege name,text,text,text:bool;name,text,int2,text:bool;name,oid,text,text:bool;name,oid,int2,text:bool;oid,text,text,text:bool;oid,text,int2,text:bool;oid,oid,text,text:bool;oid,oid,int2,text:bool;text,text,text:bool;text,int2,text:bool;oid,text,text:bool;oid,int2,text:bool
has_database_privilege name,text,text:bool;name,oid,text:bool;oid,text,text:bool;oid,oid,text:bool;text,text:bool;oid,text:bool
has_foreign_data_wrapper_privilege name,text,text:bool;name,oid,text:bool;oid,text,text:bool;oid,oid,text:bool;text,text:bool;oid,text:bool
has_function_privilege name,text,text:bool;name,oid,text:bool;oid,text,text:bool;oid,oid,text:bool;text,text:bool;oid,text:bool
has_language_privilege name,text,text:bool;name,oid,text:bool;oid,text,text:bool;oid,oid,text:bool;text,text:bool;oid,text:bool
has_largeobject_privilege name,oid,text:bool;oid,text:bool;oid,oid,text:bool
has_parameter_privilege name,text,text:bool;oid,text,text:bool;text,text:bool
has_schema_privilege name,text,text:bool;name,oid,text:bool;oid,text,text:bool;oid,oid,text:bool;text,text:bool;oid,text:bool
has_sequence_privilege name,text,text:bool;name,oid,text:bool;oid,text,text:bool;oid,oid,text:bool;text,text:bool;oid,text:bool
has_server_privilege name,text,text:bool;name,oid,text:bool;oid,text,text:bool;oid,oid,text:bool;text,text:bool;oid,text:bool
has_table_privilege name,text,text:bool;name,oid,text:bool;oid,text,text:bool;oid,oid,text:bool;text,text:bool;oid,text:bool
has_tablespace_privilege name,text,text:bool;name,oid,text:bool;oid,text,text:bool;oid,oid,text:bool;text,text:bool;oid,text:bool
has_type_privilege name,text,text:bool;name,oid,text:bool;oid,text,text:bool;oid,oid,text:bool;text,text:bool;oid,text:bool
hash_aclitem aclitem:int4
hash_aclitem_extended aclitem,int8:int8
hash_array anyarray:int4
hash_array_extended anyarray,int8:int8
hash_multirange anymultirange:int4
hash_multirange_extended anymultirange,int8:int8
hash_numeric numeric:int4
hash_numeric_extended numeric,int8:int8
hash_range anyrange:int4
hash_range_extended anyrange,int8:int8
hash_record record:int4
hash_record_extended record,int8:int8
hashbool bool:int4
hashboolextended bool,int8:int8
hashbpchar bpchar:int4
hashbpcharextended bpchar,int8:int8
hashbytea bytea:int4
hashbyteaextended bytea,int8:int8
hashchar char:int4
hashcharextended char,int8:int8
hashcid cid:int4
hashcidextended cid,int8:int8
hashdate date:int4
hashdateextended date,int8:int8
hashenum anyenum:int4
hashenumextended anyenum,int8:int8
hashfloat4 float4:int4
hashfloat4extended float4,int8:int8
hashfloat8 float8:int4
hashfloat8extended float8,int8:int8
hashinet inet:int4
hashinetextended inet,int8:int8
hashint2 int2:int4
hashint2extended int2,int8:int8
hashint4 int4:int4
hashint4extended int4,int8:int8
hashint8 int8:int4
hashint8extended int8,int8:int8
hashmacaddr macaddr:int4
hashmacaddr8 macaddr8:int4
hashmacaddr8extended macaddr8,int8:int8
hashmacaddrextended macaddr,int8:int8
hashname name:int4
hashnameextended name,int8:int8
hashoid oid:int4
hashoidextended oid,int8:int8
hashoidvector oidvector:int4
hashoidvectorextended oidvector,int8:int8
hashtext text:int4
hashtextextended text,int8:int8
hashtid tid:int4
hashtidextended tid,int8:int8
hashxid xid:int4
hashxid8 xid8:int4
hashxid8extended xid8,int8:int8
hashxidextended xid,int8:int8
height box:float8
host inet:text
hostmask inet:inet
icu_unicode_version :text
in_range int8,int8,int8,bool,bool:bool;int4,int4,int8,bool,bool:bool;int4,int4,int4,bool,bool:bool;int4,int4,int2,bool,bool:bool;int2,int2,int8,bool,bool:bool;int2,int2,int4,bool,bool:bool;int2,int2,int2,bool,bool:bool;date,date,interval,bool,bool:bool;timestamp,timestamp,interval,bool,bool:bool;timestamptz,timestamptz,interval,bool,bool:bool;interval,interval,interval,bool,bool:bool;time,time,interval,bool,bool:bool;timetz,timetz,interval,bool,bool:bool;float8,float8,float8,bool,bool:bool;float4,float4,float8,bool,bool:bool;numeric,numeric,numeric,bool,bool:bool
inet_client_addr :inet
inet_client_port :int4
inet_merge inet,inet:cidr
inet_same_family inet,inet:bool
inet_send inet:bytea
inet_server_addr :inet
inet_server_port :int4
inetand inet,inet:inet
inetmi inet,inet:int8
inetmi_int8 inet,int8:inet
inetnot inet:inet
inetor inet,inet:inet
inetpl inet,int8:inet
initcap text:text
int2 float8:int2;float4:int2;int4:int2;int8:int2;numeric:int2;jsonb:int2;bytea:int2
int24div int2,int4:int4
int24eq int2,int4:bool
int24ge int2,int4:bool
int24gt int2,int4:bool
int24le int2,int4:bool
int24lt int2,int4:bool
int24mi int2,int4:int4
int24mul int2,int4:int4
int24ne int2,int4:bool
int24pl int2,int4:int4
int28div int2,int8:int8
int28eq int2,int8:bool
int28ge int2,int8:bool
int28gt int2,int8:bool
int28le int2,int8:bool
int28lt int2,int8:bool
int28mi int2,int8:int8
int28mul int2,int8:int8
int28ne int2,int8:bool
int28pl int2,int8:int8
int2_avg_accum int8[],int2:int8[]
int2_avg_accum_inv int8[],int2:int8[]
int2_mul_cash int2,money:money
int2_sum int8,int2:int8
int2abs int2:int2
int2and int2,int2:int2
int2div int2,int2:int2
int2eq int2,int2:bool
int2ge int2,int2:bool
int2gt int2,int2:bool
int2int4_sum int8[]:int8
int2larger int2,int2:int2
int2le int2,int2:bool
int2lt int2,int2:bool
int2mi int2,int2:int2
int2mod int2,int2:int2
int2mul int2,int2:int2
int2ne int2,int2:bool
int2not int2:int2
int2or int2,int2:int2
int2pl int2,int2:int2
int2send int2:bytea
int2shl int2,int4:int2
int2shr int2,int4:int2
int2smaller int2,int2:int2
int2um int2:int2
int2up int2:int2
int2vectorsend int2vector:bytea
int2xor int2,int2:int2
int4 char:int4;int2:int4;float8:int4;float4:int4;int8:int4;bit:int4;numeric:int4;bool:int4;jsonb:int4;bytea:int4
int42div int4,int2:int4
int42eq int4,int2:bool
int42ge int4,int2:bool
int42gt int4,int2:bool
int42le int4,int2:bool
int42lt int4,int2:bool
int42mi int4,int2:int4
int42mul int4,int2:int4
int42ne int4,int2:bool
int42pl int4,int2:int4
int48div int4,int8:int8
int48eq int4,int8:bool
int48ge int4,int8:bool
int48gt int4,int8:bool
int48le int4,int8:bool
int48lt int4,int8:bool
int48mi int4,int8:int8
int48mul int4,int8:int8
int48ne int4,int8:bool
int48pl int4,int8:int8
int4_avg_accum int8[],int4:int8[]
int4_avg_accum_inv int8[],int4:int8[]
int4_avg_combine int8[],int8[]:int8[]
int4_mul_cash int4,money:money
int4_sum int8,int4:int8
int4abs int4:int4
int4and int4,int4:int4
int4div int4,int4:int4
int4eq int4,int4:bool
int4ge int4,int4:bool
int4gt int4,int4:bool
int4inc int4:int4
int4larger int4,int4:int4
int4le int4,int4:bool
int4lt int4,int4:bool
int4mi int4,int4:int4
int4mod int4,int4:int4
int4mul int4,int4:int4
int4multirange :int4multirange;int4range:int4multirange;*int4range[]:int4multirange
int4ne int4,int4:bool
int4not int4:int4
int4or int4,int4:int4
int4pl int4,int4:int4
int4range int4,int4:int4range;int4,int4,text:int4range
int4range_canonical int4range:int4range
int4range_subdiff int4,int4:float8
int4send int4:bytea
int4shl int4,int4:int4
int4shr int4,int4:int4
int4smaller int4,int4:int4
int4um int4:int4
int4up int4:int4
int4xor int4,int4:int4
int8 int4:int8;float8:int8;float4:int8;int2:int8;oid:int8;numeric:int8;bit:int8;jsonb:int8;bytea:int8
int82div int8,int2:int8
int82eq int8,int2:bool
int82ge int8,int2:bool
int82gt int8,int2:bool
int82le int8,int2:bool
int82lt int8,int2:bool
int82mi int8,int2:int8
int82mul int8,int2:int8
int82ne int8,int2:bool
int82pl int8,int2:int8
int84div int8,int4:int8
int84eq int8,int4:bool
int84ge int8,int4:bool
int84gt int8,int4:bool
int84le int8,int4:bool
int84lt int8,int4:bool
int84mi int8,int4:int8
int84mul int8,int4:int8
int84ne int8,int4:bool
int84pl int8,int4:int8
int8_avg int8[]:numeric
int8_mul_cash int8,money:money
int8_sum numeric,int8:numeric
int8abs int8:int8
int8and int8,int8:int8
int8dec int8:int8
int8dec_any int8,any:int8
int8div int8,int8:int8
int8eq int8,int8:bool
int8ge int8,int8:bool
int8gt int8,int8:bool
int8inc int8:int8
int8inc_any int8,any:int8
int8inc_float8_float8 int8,float8,float8:int8
int8larger int8,int8:int8
int8le int8,int8:bool
int8lt int8,int8:bool
int8mi int8,int8:int8
int8mod int8,int8:int8
int8mul int8,int8:int8
int8multirange :int8multirange;int8range:int8multirange;*int8range[]:int8multirange
int8ne int8,int8:bool
int8not int8:int8
int8or int8,int8:int8
int8pl int8,int8:int8
int8pl_inet int8,inet:inet
int8range int8,int8:int8range;int8,int8,text:int8range
int8range_canonical int8range:int8range
int8range_subdiff int8,int8:float8
int8send int8:bytea
int8shl int8,int4:int8
int8shr int8,int4:int8
int8smaller int8,int8:int8
int8um int8:int8
int8up int8:int8
int8xor int8,int8:int8
integer_pl_date int4,date:date
inter_lb line,box:bool
inter_sb lseg,box:bool
inter_sl lseg,line:bool
interval interval,int4:interval;time:interval
interval_cmp interval,interval:int4
interval_div interval,float8:interval
interval_eq interval,interval:bool
interval_ge interval,interval:bool
interval_gt interval,interval:bool
interval_hash interval:int4
interval_hash_extended interval,int8:int8
interval_larger interval,interval:interval
interval_le interval,interval:bool
interval_lt interval,interval:bool
interval_mi interval,interval:interval
interval_mul interval,float8:interval
interval_ne interval,interval:bool
interval_pl interval,interval:interval
interval_pl_date interval,date:timestamp
interval_pl_time interval,time:time
interval_pl_timestamp interval,timestamp:timestamp
interval_pl_timestamptz interval,timestamptz:timestamptz
interval_pl_timetz interval,timetz:timetz
interval_send interval:bytea
interval_smaller interval,interval:interval
interval_um interval:interval
intervaltypmodin cstring[]:int4
is_normalized text,=text:bool
isclosed path:bool
isempty anyrange:bool;anymultirange:bool
isfinite date:bool;timestamptz:bool;interval:bool;timestamp:bool
ishorizontal point,point:bool;lseg:bool;line:bool
isopen path:bool
isparallel lseg,lseg:bool;line,line:bool
isperp lseg,lseg:bool;line,line:bool
isvertical point,point:bool;lseg:bool;line:bool
json_agg anyelement:json|a
json_agg_strict anyelement:json|a
json_array_element json,int4:json
json_array_element_text json,int4:text
json_array_elements json:json(value json)
json_array_elements_text json:text(value text)
json_array_length json:int4
json_build_array *any:json;:json
json_build_object *any:json;:json
json_each json:record(key text,value json)
json_each_text json:record(key text,value text)
json_extract_path json,*text[]:json
json_extract_path_text json,*text[]:text
json_object text[]:json;text[],text[]:json
json_object_agg any,any:json|a
json_object_agg_strict any,any:json|a
json_object_agg_unique any,any:json|a
json_object_agg_unique_strict any,any:json|a
json_object_field json,text:json
json_object_field_text json,text:text
json_object_keys json:text
json_populate_record anyelement,json,=bool:anyelement
json_populate_recordset anyelement,json,=bool:anyelement
json_send json:bytea
json_strip_nulls json,=bool:json
json_to_record json:record
json_to_recordset json:record
json_to_tsvector json,jsonb:tsvector;regconfig,json,jsonb:tsvector
json_typeof json:text
jsonb_agg anyelement:jsonb|a
jsonb_agg_strict anyelement:jsonb|a
jsonb_array_element jsonb,int4:jsonb
jsonb_array_element_text jsonb,int4:text
jsonb_array_elements jsonb:jsonb(value jsonb)
jsonb_array_elements_text jsonb:text(value text)
jsonb_array_length jsonb:int4
jsonb_build_array *any:jsonb;:jsonb
jsonb_build_object *any:jsonb;:jsonb
jsonb_cmp jsonb,jsonb:int4
jsonb_concat jsonb,jsonb:jsonb
jsonb_contained jsonb,jsonb:bool
jsonb_contains jsonb,jsonb:bool
jsonb_delete jsonb,text:jsonb;jsonb,int4:jsonb;jsonb,*text[]:jsonb
jsonb_delete_path jsonb,text[]:jsonb
jsonb_each jsonb:record(key text,value jsonb)
jsonb_each_text jsonb:record(key text,value text)
jsonb_eq jsonb,jsonb:bool
jsonb_exists jsonb,text:bool
jsonb_exists_all jsonb,text[]:bool
jsonb_exists_any jsonb,text[]:bool
jsonb_extract_path jsonb,*text[]:jsonb
jsonb_extract_path_text jsonb,*text[]:text
jsonb_ge jsonb,jsonb:bool
jsonb_gt jsonb,jsonb:bool
jsonb_hash jsonb:int4
jsonb_hash_extended jsonb,int8:int8
jsonb_insert jsonb,text[],jsonb,=bool:jsonb
jsonb_le jsonb,jsonb:bool
jsonb_lt jsonb,jsonb:bool
jsonb_ne jsonb,jsonb:bool
jsonb_object text[]:jsonb;text[],text[]:jsonb
jsonb_object_agg any,any:jsonb|a
jsonb_object_agg_strict any,any:jsonb|a
jsonb_object_agg_unique any,any:jsonb|a
jsonb_object_agg_unique_strict any,any:jsonb|a
jsonb_object_field jsonb,text:jsonb
jsonb_object_field_text jsonb,text:text
jsonb_object_keys jsonb:text
jsonb_path_exists jsonb,jsonpath,=jsonb,=bool:bool
jsonb_path_exists_opr jsonb,jsonpath:bool
jsonb_path_exists_tz jsonb,jsonpath,=jsonb,=bool:bool
jsonb_path_match jsonb,jsonpath,=jsonb,=bool:bool
jsonb_path_match_opr jsonb,jsonpath:bool
jsonb_path_match_tz jsonb,jsonpath,=jsonb,=bool:bool
jsonb_path_query jsonb,jsonpath,=jsonb,=bool:jsonb
jsonb_path_query_array jsonb,jsonpath,=jsonb,=bool:jsonb
jsonb_path_query_array_tz jsonb,jsonpath,=jsonb,=bool:jsonb
jsonb_path_query_first jsonb,jsonpath,=jsonb,=bool:jsonb
jsonb_path_query_first_tz jsonb,jsonpath,=jsonb,=bool:jsonb
jsonb_path_query_tz jsonb,jsonpath,=jsonb,=bool:jsonb
jsonb_populate_record anyelement,jsonb:anyelement
jsonb_populate_record_valid anyelement,jsonb:bool
jsonb_populate_recordset anyelement,jsonb:anyelement
jsonb_pretty jsonb:text
jsonb_send jsonb:bytea
jsonb_set jsonb,text[],jsonb,=bool:jsonb
jsonb_set_lax jsonb,text[],jsonb,=bool,=text:jsonb
jsonb_strip_nulls jsonb,=bool:jsonb
jsonb_to_record jsonb:record
jsonb_to_recordset jsonb:record
jsonb_to_tsvector jsonb,jsonb:tsvector;regconfig,jsonb,jsonb:tsvector
jsonb_typeof jsonb:text
jsonpath_send jsonpath:bytea
justify_days interval:interval
justify_hours interval:interval
justify_interval interval:interval
lag anyelement:anyelement|w;anyelement,int4:anyelement|w;anycompatible,int4,anycompatible:anycompatible|w
last_value anyelement:anyelement|w
lastval :int8
lcm int4,int4:int4;int8,int8:int8;numeric,numeric:numeric
lead anyelement:anyelement|w;anyelement,int4:anyelement|w;anycompatible,int4,anycompatible:anycompatible|w
left text,int4:text
length text:int4;bpchar:int4;lseg:float8;path:float8;bit:int4;bytea,name:int4;bytea:int4;tsvector:int4
lgamma float8:float8
like text,text:bool;name,text:bool;bytea,bytea:bool
like_escape text,text:text;bytea,bytea:bytea
line point,point:line
line_distance line,line:float8
line_eq line,line:bool
line_horizontal line:bool
line_interpt line,line:point
line_intersect line,line:bool
line_parallel line,line:bool
line_perp line,line:bool
line_send line:bytea
line_vertical line:bool
ln float8:float8;numeric:numeric
lo_close int4:int4
lo_creat int4:oid
lo_create oid:oid
lo_export oid,text:int4
lo_from_bytea oid,bytea:oid
lo_get oid:bytea;oid,int8,int4:bytea
lo_import text:oid;text,oid:oid
lo_lseek int4,int4,int4:int4
lo_lseek64 int4,int8,int4:int8
lo_open oid,int4:int4
lo_put oid,int8,bytea:void
lo_tell int4:int4
lo_tell64 int4:int8
lo_truncate int4,int4:int4
lo_truncate64 int4,int8:int4
lo_unlink oid:int4
log float8:float8;numeric,numeric:numeric;numeric:numeric
log10 float8:float8;numeric:numeric
loread int4,int4:bytea
lower text:text;anyrange:anyelement;anymultirange:anyelement
lower_inc anyrange:bool;anymultirange:bool
lower_inf anyrange:bool;anymultirange:bool
lowrite int4,bytea:int4
lpad text,int4,text:text;text,int4:text
lseg point,point:lseg;box:lseg
lseg_center lseg:point
lseg_distance lseg,lseg:float8
lseg_eq lseg,lseg:bool
lseg_ge lseg,lseg:bool
lseg_gt lseg,lseg:bool
lseg_horizontal lseg:bool
lseg_interpt lseg,lseg:point
lseg_intersect lseg,lseg:bool
lseg_le lseg,lseg:bool
lseg_length lseg:float8
lseg_lt lseg,lseg:bool
lseg_ne lseg,lseg:bool
lseg_parallel lseg,lseg:bool
lseg_perp lseg,lseg:bool
lseg_send lseg:bytea
lseg_vertical lseg:bool
ltrim text,text:text;text:text;bytea,bytea:bytea
macaddr macaddr8:macaddr
macaddr8 macaddr:macaddr8
macaddr8_and macaddr8,macaddr8:macaddr8
macaddr8_cmp macaddr8,macaddr8:int4
macaddr8_eq macaddr8,macaddr8:bool
macaddr8_ge macaddr8,macaddr8:bool
macaddr8_gt macaddr8,macaddr8:bool
macaddr8_le macaddr8,macaddr8:bool
macaddr8_lt macaddr8,macaddr8:bool
macaddr8_ne macaddr8,macaddr8:bool
macaddr8_not macaddr8:macaddr8
macaddr8_or macaddr8,macaddr8:macaddr8
macaddr8_send macaddr8:bytea
macaddr8_set7bit macaddr8:macaddr8
macaddr_and macaddr,macaddr:macaddr
macaddr_cmp macaddr,macaddr:int4
macaddr_eq macaddr,macaddr:bool
macaddr_ge macaddr,macaddr:bool
macaddr_gt macaddr,macaddr:bool
macaddr_le macaddr,macaddr:bool
macaddr_lt macaddr,macaddr:bool
macaddr_ne macaddr,macaddr:bool
macaddr_not macaddr:macaddr
macaddr_or macaddr,macaddr:macaddr
macaddr_send macaddr:bytea
make_date int4,int4,int4:date
make_interval =int4,=int4,=int4,=int4,=int4,=int4,=float8:interval
make_time int4,int4,float8:time
make_timestamp int4,int4,int4,int4,int4,float8:timestamp
make_timestamptz int4,int4,int4,int4,int4,float8:timestamptz;int4,int4,int4,int4,int4,float8,text:timestamptz
makeaclitem oid,oid,text,bool:aclitem
masklen inet:int4
max anyarray:anyarray|a;int8:int8|a;int4:int4|a;int2:int2|a;oid:oid|a;float4:float4|a;float8:float8|a;date:date|a;time:time|a;timetz:timetz|a;money:money|a;timestamp:timestamp|a;timestamptz:timestamptz|a;interval:interval|a;text:text|a;numeric:numeric|a;bpchar:bpchar|a;tid:tid|a;anyenum:anyenum|a;inet:inet|a;pg_lsn:pg_lsn|a;xid8:xid8|a;record:record|a;bytea:bytea|a
md5 text:text;bytea:text
min anyarray:anyarray|a;int8:int8|a;int4:int4|a;int2:int2|a;oid:oid|a;float4:float4|a;float8:float8|a;date:date|a;time:time|a;timetz:timetz|a;money:money|a;timestamp:timestamp|a;timestamptz:timestamptz|a;interval:interval|a;text:text|a;numeric:numeric|a;bpchar:bpchar|a;tid:tid|a;anyenum:anyenum|a;inet:inet|a;pg_lsn:pg_lsn|a;xid8:xid8|a;record:record|a;bytea:bytea|a
min_scale numeric:int4
mod int2,int2:int2;int4,int4:int4;int8,int8:int8;numeric,numeric:numeric
mode anyelement:anyelement|a
money int4:money;int8:money;numeric:money
mul_d_interval float8,interval:interval
multirange anyrange:anymultirange
multirange_adjacent_multirange anymultirange,anymultirange:bool
multirange_adjacent_range anymultirange,anyrange:bool
multirange_after_multirange anymultirange,anymultirange:bool
multirange_after_range anymultirange,anyrange:bool
multirange_before_multirange anymultirange,anymultirange:bool
multirange_before_range anymultirange,anyrange:bool
multirange_cmp anymultirange,anymultirange:int4
multirange_contained_by_multirange anymultirange,anymultirange:bool
multirange_contained_by_range anymultirange,anyrange:bool
multirange_contains_elem anymultirange,anyelement:bool
multirange_contains_multirange anymultirange,anymultirange:bool
multirange_contains_range anymultirange,anyrange:bool
multirange_eq anymultirange,anymultirange:bool
multirange_ge anymultirange,anymultirange:bool
multirange_gt anymultirange,anymultirange:bool
multirange_intersect anymultirange,anymultirange:anymultirange
multirange_intersect_agg_transfn anymultirange,anymultirange:anymultirange
multirange_le anymultirange,anymultirange:bool
multirange_lt anymultirange,anymultirange:bool
multirange_minus anymultirange,anymultirange:anymultirange
multirange_ne anymultirange,anymultirange:bool
multirange_overlaps_multirange anymultirange,anymultirange:bool
multirange_overlaps_range anymultirange,anyrange:bool
multirange_overleft_multirange anymultirange,anymultirange:bool
multirange_overleft_range anymultirange,anyrange:bool
multirange_overright_multirange anymultirange,anymultirange:bool
multirange_overright_range anymultirange,anyrange:bool
multirange_send anymultirange:bytea
multirange_union anymultirange,anymultirange:anymultirange
mxid_age xid:int4
name text:name;bpchar:name;varchar:name
nameconcatoid name,oid:name
nameeq name,name:bool
nameeqtext name,text:bool
namege name,name:bool
namegetext name,text:bool
namegt name,name:bool
namegttext name,text:bool
nameiclike name,text:bool
nameicnlike name,text:bool
nameicregexeq name,text:bool
nameicregexne name,text:bool
namele name,name:bool
nameletext name,text:bool
namelike name,text:bool
namelt name,name:bool
namelttext name,text:bool
namene name,name:bool
namenetext name,text:bool
namenlike name,text:bool
nameregexeq name,text:bool
nameregexne name,text:bool
namesend name:bytea
netmask inet:inet
network inet:cidr
network_cmp inet,inet:int4
network_eq inet,inet:bool
network_ge inet,inet:bool
network_gt inet,inet:bool
network_larger inet,inet:inet
network_le inet,inet:bool
network_lt inet,inet:bool
network_ne inet,inet:bool
network_overlap inet,inet:bool
network_smaller inet,inet:inet
network_sub inet,inet:bool
network_subeq inet,inet:bool
network_sup inet,inet:bool
network_supeq inet,inet:bool
nextval regclass:int8
normalize text,=text:text
notlike text,text:bool;name,text:bool;bytea,bytea:bool
now :timestamptz
npoints path:int4;polygon:int4
nth_value anyelement,int4:anyelement|w
ntile int4:int4|w
num_nonnulls *any:int4
num_nulls *any:int4
numeric numeric,int4:numeric;int4:numeric;float4:numeric;float8:numeric;int8:numeric;int2:numeric;jsonb:numeric;money:numeric
numeric_abs numeric:numeric
numeric_add numeric,numeric:numeric
numeric_cmp numeric,numeric:int4
numeric_div numeric,numeric:numeric
numeric_div_trunc numeric,numeric:numeric
numeric_eq numeric,numeric:bool
numeric_exp numeric:numeric
numeric_ge numeric,numeric:bool
numeric_gt numeric,numeric:bool
numeric_inc numeric:numeric
numeric_larger numeric,numeric:numeric
numeric_le numeric,numeric:bool
numeric_ln numeric:numeric
numeric_log numeric,numeric:numeric
numeric_lt numeric,numeric:bool
numeric_mod numeric,numeric:numeric
numeric_mul numeric,numeric:numeric
numeric_ne numeric,numeric:bool
numeric_pl_pg_lsn numeric,pg_lsn:pg_lsn
numeric_power numeric,numeric:numeric
numeric_send numeric:bytea
numeric_smaller numeric,numeric:numeric
numeric_sqrt numeric:numeric
numeric_sub numeric,numeric:numeric
numeric_uminus numeric:numeric
numeric_uplus numeric:numeric
numerictypmodin cstring[]:int4
nummultirange :nummultirange;numrange:nummultirange;*numrange[]:nummultirange
numnode tsquery:int4
numrange numeric,numeric:numrange;numeric,numeric,text:numrange
numrange_subdiff numeric,numeric:float8
obj_description oid,name:text;oid:text
octet_length bytea:int4;text:int4;bpchar:int4;bit:int4
oid int8:oid
oideq oid,oid:bool
oidge oid,oid:bool
oidgt oid,oid:bool
oidlarger oid,oid:oid
oidle oid,oid:bool
oidlt oid,oid:bool
oidne oid,oid:bool
oidsend oid:bytea
oidsmaller oid,oid:oid
oidvectoreq oidvector,oidvector:bool
oidvectorge oidvector,oidvector:bool
oidvectorgt oidvector,oidvector:bool
oidvectorle oidvector,oidvector:bool
oidvectorlt oidvector,oidvector:bool
oidvectorne oidvector,oidvector:bool
oidvectorsend oidvector:bytea
oidvectortypes oidvector:text
on_pb point,box:bool
on_pl point,line:bool
on_ppath point,path:bool
on_ps point,lseg:bool
on_sb lseg,box:bool
on_sl lseg,line:bool
overlaps timetz,timetz,timetz,timetz:bool;timestamptz,timestamptz,timestamptz,timestamptz:bool;timestamptz,interval,timestamptz,interval:bool;timestamptz,timestamptz,timestamptz,interval:bool;timestamptz,interval,timestamptz,timestamptz:bool;time,time,time,time:bool;time,interval,time,interval:bool;time,time,time,interval:bool;time,interval,time,time:bool;timestamp,timestamp,timestamp,timestamp:bool;timestamp,interval,timestamp,interval:bool;timestamp,timestamp,timestamp,interval:bool;timestamp,interval,timestamp,timestamp:bool
overlay bytea,bytea,int4,int4:bytea;bytea,bytea,int4:bytea;text,text,int4,int4:text;text,text,int4:text;bit,bit,int4,int4:bit;bit,bit,int4:bit
parse_ident text,=bool:text[]
path polygon:path
path_add path,path:path
path_add_pt path,point:path
path_contain_pt path,point:bool
path_distance path,path:float8
path_div_pt path,point:path
path_inter path,path:bool
path_length path:float8
path_mul_pt path,point:path
path_n_eq path,path:bool
path_n_ge path,path:bool
path_n_gt path,path:bool
path_n_le path,path:bool
path_n_lt path,path:bool
path_npoints path:int4
path_send path:bytea
path_sub_pt path,point:path
pclose path:path
percent_rank :float8|w;*any:float8|a
percentile_cont float8,float8:float8|a;float8,interval:interval|a;float8[],float8:float8[]|a;float8[],interval:interval[]|a
percentile_disc float8,anyelement:anyelement|a;float8[],anyelement:anyarray|a
pg_advisory_lock int8:void;int4,int4:void
pg_advisory_lock_shared int8:void;int4,int4:void
pg_advisory_unlock int8:bool;int4,int4:bool
pg_advisory_unlock_all :void
pg_advisory_unlock_shared int8:bool;int4,int4:bool
pg_advisory_xact_lock int8:void;int4,int4:void
pg_advisory_xact_lock_shared int8:void;int4,int4:void
pg_available_extension_versions :record(name name,version text,superuser bool,trusted bool,relocatable bool,schema name,requires name[],comment text)
pg_available_extensions :record(name name,default_version text,comment text)
pg_available_wal_summaries :record(tli int8,start_lsn pg_lsn,end_lsn pg_lsn)
pg_backend_pid :int4
pg_backup_start text,=bool:pg_lsn
pg_backup_stop =bool:record(lsn pg_lsn,labelfile text,spcmapfile text)
pg_basetype regtype:regtype
pg_blocking_pids int4:int4[]
pg_cancel_backend int4:bool
pg_char_to_encoding name:int4
pg_clear_attribute_stats text,text,text,bool:void
pg_clear_relation_stats text,text:void
pg_client_encoding :name
pg_collation_actual_version oid:text
pg_collation_for any:text
pg_collation_is_visible oid:bool
pg_column_compression any:text
pg_column_is_updatable regclass,int2,bool:bool
pg_column_size any:int4
pg_column_toast_chunk_id any:oid
pg_conf_load_time :timestamptz
pg_config :record(name text,setting text)
pg_control_checkpoint :record(checkpoint_lsn pg_lsn,redo_lsn pg_lsn,redo_wal_file text,timeline_id int4,prev_timeline_id int4,full_page_writes bool,next_xid text,next_oid oid,next_multixact_id xid,next_multi_offset xid,oldest_xid xid,oldest_xid_dbid oid,oldest_active_xid xid,oldest_multi_xid xid,oldest_multi_dbid oid,oldest_commit_ts_xid xid,newest_commit_ts_xid xid,checkpoint_time timestamptz)
pg_control_init :record(max_data_alignment int4,database_block_size int4,blocks_per_segment int4,wal_block_size int4,bytes_per_wal_segment int4,max_identifier_length int4,max_index_columns int4,max_toast_chunk_size int4,large_object_chunk_size int4,float8_pass_by_value bool,data_page_checksum_version int4,default_char_signedness bool)
pg_control_recovery :record(min_recovery_end_lsn pg_lsn,min_recovery_end_timeline int4,backup_start_lsn pg_lsn,backup_end_lsn pg_lsn,end_of_backup_record_required bool)
pg_control_system :record(pg_control_version int4,catalog_version_no int4,system_identifier int8,pg_control_last_modified timestamptz)
pg_conversion_is_visible oid:bool
pg_copy_logical_replication_slot name,name,bool,name:record(slot_name name,lsn pg_lsn);name,name,bool:record(slot_name name,lsn pg_lsn);name,name:record(slot_name name,lsn pg_lsn)
pg_copy_physical_replication_slot name,name,bool:record(slot_name name,lsn pg_lsn);name,name:record(slot_name name,lsn pg_lsn)
pg_create_logical_replication_slot name,name,=bool,=bool,=bool:record(slot_name name,lsn pg_lsn)
pg_create_physical_replication_slot name,=bool,=bool:record(slot_name name,lsn pg_lsn)
pg_create_restore_point text:pg_lsn
pg_current_logfile :text;text:text
pg_current_snapshot :pg_snapshot
pg_current_wal_flush_lsn :pg_lsn
pg_current_wal_insert_lsn :pg_lsn
pg_current_wal_lsn :pg_lsn
pg_current_xact_id :xid8
pg_current_xact_id_if_assigned :xid8
pg_cursor :record(name text,statement text,is_holdable bool,is_binary bool,is_scrollable bool,creation_time timestamptz)
pg_database_collation_actual_version oid:text
pg_database_size name:int8;oid:int8
pg_ddl_command_send pg_ddl_command:bytea
pg_dependencies_send pg_dependencies:bytea
pg_describe_object oid,oid,int4:text
pg_drop_replication_slot name:void
pg_encoding_max_length int4:int4
pg_encoding_to_char int4:name
pg_event_trigger_ddl_commands :record(classid oid,objid oid,objsubid int4,command_tag text,object_type text,schema_name text,object_identity text,in_extension bool,command pg_ddl_command)
pg_event_trigger_dropped_objects :record(classid oid,objid oid,objsubid int4,original bool,normal bool,is_temporary bool,object_type text,schema_name text,object_name text,object_identity text,address_names text[],address_args text[])
pg_event_trigger_table_rewrite_oid :oid(oid oid)
pg_event_trigger_table_rewrite_reason :int4
pg_export_snapshot :text
pg_extension_config_dump regclass,text:void
pg_extension_update_paths name:record(source text,target text,path text)
pg_filenode_relation oid,oid:regclass
pg_function_is_visible oid:bool
pg_get_acl oid,oid,int4:aclitem[]
pg_get_aios :record(pid int4,io_id int4,io_generation int8,state text,operation text,off int8,length int8,target text,handle_data_len int2,raw_result int4,result text,target_desc text,f_sync bool,f_localmem bool,f_buffered bool)
pg_get_backend_memory_contexts :record(name text,ident text,type text,level int4,path int4[],total_bytes int8,total_nblocks int8,free_bytes int8,free_chunks int8,used_bytes int8)
pg_get_catalog_foreign_keys :record(fktable regclass,fkcols text[],pktable regclass,pkcols text[],is_array bool,is_opt bool)
pg_get_constraintdef oid:text;oid,bool:text
pg_get_expr pg_node_tree,oid:text;pg_node_tree,oid,bool:text
pg_get_function_arg_default oid,int4:text
pg_get_function_arguments oid:text
pg_get_function_identity_arguments oid:text
pg_get_function_result oid:text
pg_get_function_sqlbody oid:text
pg_get_functiondef oid:text
pg_get_indexdef oid:text;oid,int4,bool:text
pg_get_keywords :record(word text,catcode char,barelabel bool,catdesc text,baredesc text)
pg_get_loaded_modules :record(module_name text,version text,file_name text)
pg_get_multixact_members xid:record(xid xid,mode text)
pg_get_object_address text,text[],text[]:record(classid oid,objid oid,objsubid int4)
pg_get_partition_constraintdef oid:text
pg_get_partkeydef oid:text
pg_get_publication_tables *text[]:record(pubid oid,relid oid,attrs int2vector,qual pg_node_tree)
pg_get_replica_identity_index regclass:regclass
pg_get_replication_slots :record(slot_name name,plugin name,slot_type text,datoid oid,temporary bool,active bool,active_pid int4,xmin xid,catalog_xmin xid,restart_lsn pg_lsn,confirmed_flush_lsn pg_lsn,wal_status text,safe_wal_size int8,two_phase bool,two_phase_at pg_lsn,inactive_since timestamptz,conflicting bool,invalidation_reason text,failover bool,synced bool)
pg_get_ruledef oid:text;oid,bool:text
pg_get_sequence_data regclass:record(last_value int8,is_called bool)
pg_get_serial_sequence text,text:text
pg_get_shmem_allocations :record(name text,off int8,size int8,allocated_size int8)
pg_get_shmem_allocations_numa :record(name text,numa_node int4,size int8)
pg_get_statisticsobjdef oid:text
pg_get_statisticsobjdef_columns oid:text
pg_get_statisticsobjdef_expressions oid:text[]
pg_get_triggerdef oid:text;oid,bool:text
pg_get_userbyid oid:name
pg_get_viewdef text:text;oid:text;text,bool:text;oid,bool:text;oid,int4:text
pg_get_wait_events :record(type text,name text,description text)
pg_get_wal_replay_pause_state :text
pg_get_wal_resource_managers :record(rm_id int4,rm_name text,rm_builtin bool)
pg_get_wal_summarizer_state :record(summarized_tli int8,summarized_lsn pg_lsn,pending_lsn pg_lsn,summarizer_pid int4)
pg_has_role name,name,text:bool;name,oid,text:bool;oid,name,text:bool;oid,oid,text:bool;name,text:bool;oid,text:bool
pg_hba_file_rules :record(rule_number int4,file_name text,line_number int4,type text,database text[],user_name text[],address text,netmask text,auth_method text,options text[],error text)
pg_ident_file_mappings :record(map_number int4,file_name text,line_number int4,map_name text,sys_name text,pg_username text,error text)
pg_identify_object oid,oid,int4:record(type text,schema text,name text,identity text)
pg_identify_object_as_address oid,oid,int4:record(type text,object_names text[],object_args text[])
pg_import_system_collations regnamespace:int4
pg_index_column_has_property regclass,int4,text:bool
pg_index_has_property regclass,text:bool
pg_indexam_has_property oid,text:bool
pg_indexam_progress_phasename oid,int8:text
pg_indexes_size regclass:int8
pg_input_error_info text,text:record(message text,detail text,hint text,sql_error_code text)
pg_input_is_valid text,text:bool
pg_is_in_recovery :bool
pg_is_other_temp_schema oid:bool
pg_is_wal_replay_paused :bool
pg_isolation_test_session_is_blocked int4,int4[]:bool
pg_jit_available :bool
pg_last_committed_xact :record(xid xid,timestamp timestamptz,roident oid)
pg_last_wal_receive_lsn :pg_lsn
pg_last_wal_replay_lsn :pg_lsn
pg_last_xact_replay_timestamp :timestamptz
pg_listening_channels :text
pg_lock_status :record(locktype text,database oid,relation oid,page int4,tuple int2,virtualxid text,transactionid xid,classid oid,objid oid,objsubid int2,virtualtransaction text,pid int4,mode text,granted bool,fastpath bool,waitstart timestamptz)
pg_log_backend_memory_contexts int4:bool
pg_log_standby_snapshot :pg_lsn
pg_logical_emit_message bool,text,text,=bool:pg_lsn;bool,text,bytea,=bool:pg_lsn
pg_logical_slot_get_binary_changes name,pg_lsn,int4,*text[]:record(lsn pg_lsn,xid xid,data bytea)
pg_logical_slot_get_changes name,pg_lsn,int4,*text[]:record(lsn pg_lsn,xid xid,data text)
pg_logical_slot_peek_binary_changes name,pg_lsn,int4,*text[]:record(lsn pg_lsn,xid xid,data bytea)
pg_logical_slot_peek_changes name,pg_lsn,int4,*text[]:record(lsn pg_lsn,xid xid,data text)
pg_ls_archive_statusdir :record(name text,size int8,modification timestamptz)
pg_ls_dir text:text;text,bool,bool:text
pg_ls_logdir :record(name text,size int8,modification timestamptz)
pg_ls_logicalmapdir :record(name text,size int8,modification timestamptz)
pg_ls_logicalsnapdir :record(name text,size int8,modification timestamptz)
pg_ls_replslotdir text:record(name text,size int8,modification timestamptz)
pg_ls_summariesdir :record(name text,size int8,modification timestamptz)
pg_ls_tmpdir :record(name text,size int8,modification timestamptz);oid:record(name text,size int8,modification timestamptz)
pg_ls_waldir :record(name text,size int8,modification timestamptz)
pg_lsn numeric:pg_lsn
pg_lsn_cmp pg_lsn,pg_lsn:int4
pg_lsn_eq pg_lsn,pg_lsn:bool
pg_lsn_ge pg_lsn,pg_lsn:bool
pg_lsn_gt pg_lsn,pg_lsn:bool
pg_lsn_hash pg_lsn:int4
pg_lsn_hash_extended pg_lsn,int8:int8
pg_lsn_larger pg_lsn,pg_lsn:pg_lsn
pg_lsn_le pg_lsn,pg_lsn:bool
pg_lsn_lt pg_lsn,pg_lsn:bool
pg_lsn_mi pg_lsn,pg_lsn:numeric
pg_lsn_mii pg_lsn,numeric:pg_lsn
pg_lsn_ne pg_lsn,pg_lsn:bool
pg_lsn_pli pg_lsn,numeric:pg_lsn
pg_lsn_send pg_lsn:bytea
pg_lsn_smaller pg_lsn,pg_lsn:pg_lsn
pg_mcv_list_items pg_mcv_list:record(index int4,values text[],nulls bool[],frequency float8,base_frequency float8)
pg_mcv_list_send pg_mcv_list:bytea
pg_my_temp_schema :oid
pg_ndistinct_send pg_ndistinct:bytea
pg_nextoid regclass,name,regclass:oid
pg_node_tree_send pg_node_tree:bytea
pg_notification_queue_usage :float8
pg_notify text,text:void
pg_numa_available :bool
pg_opclass_is_visible oid:bool
pg_operator_is_visible oid:bool
pg_opfamily_is_visible oid:bool
pg_options_to_table text[]:record(option_name text,option_value text)
pg_partition_ancestors regclass:regclass(relid regclass)
pg_partition_root regclass:regclass
pg_partition_tree regclass:record(relid regclass,parentrelid regclass,isleaf bool,level int4)
pg_postmaster_start_time :timestamptz
pg_prepared_statement :record(name text,statement text,prepare_time timestamptz,parameter_types regtype[],result_types regtype[],from_sql bool,generic_plans int8,custom_plans int8)
pg_prepared_xact :record(transaction xid,gid text,prepared timestamptz,ownerid oid,dbid oid)
pg_promote =bool,=int4:bool
pg_read_binary_file text,int8,int8,bool:bytea;text,int8,int8:bytea;text:bytea;text,bool:bytea
pg_read_file text,int8,int8:text;text,int8,int8,bool:text;text:text;text,bool:text
pg_relation_filenode regclass:oid
pg_relation_filepath regclass:text
pg_relation_is_publishable regclass:bool
pg_relation_is_updatable regclass,bool:int4
pg_relation_size regclass:int8;regclass,text:int8
pg_reload_conf :bool
pg_replication_origin_advance text,pg_lsn:void
pg_replication_origin_create text:oid
pg_replication_origin_drop text:void
pg_replication_origin_oid text:oid
pg_replication_origin_progress text,bool:pg_lsn
pg_replication_origin_session_is_setup :bool
pg_replication_origin_session_progress bool:pg_lsn
pg_replication_origin_session_reset :void
pg_replication_origin_session_setup text:void
pg_replication_origin_xact_reset :void
pg_replication_origin_xact_setup pg_lsn,timestamptz:void
pg_replication_slot_advance name,pg_lsn:record(slot_name name,end_lsn pg_lsn)
pg_restore_attribute_stats *any:bool
pg_restore_relation_stats *any:bool
pg_rotate_logfile :bool
pg_safe_snapshot_blocking_pids int4:int4[]
pg_sequence_last_value regclass:int8
pg_sequence_parameters oid:record(start_value int8,minimum_value int8,maximum_value int8,increment int8,cycle_option bool,cache_size int8,data_type oid)
pg_settings_get_flags text:text[]
pg_show_all_file_settings :record(sourcefile text,sourceline int4,seqno int4,name text,setting text,applied bool,error text)
pg_show_all_settings :record(name text,setting text,unit text,category text,short_desc text,extra_desc text,context text,vartype text,source text,min_val text,max_val text,enumvals text[],boot_val text,reset_val text,sourcefile text,sourceline int4,pending_restart bool)
pg_show_replication_origin_status :record(local_id oid,external_id text,remote_lsn pg_lsn,local_lsn pg_lsn)
pg_size_bytes text:int8
pg_size_pretty int8:text;numeric:text
pg_sleep float8:void
pg_sleep_for interval:void
pg_sleep_until timestamptz:void
pg_snapshot_send pg_snapshot:bytea
pg_snapshot_xip pg_snapshot:xid8
pg_snapshot_xmax pg_snapshot:xid8
pg_snapshot_xmin pg_snapshot:xid8
pg_split_walfile_name text:record(segment_number numeric,timeline_id int8)
pg_stat_clear_snapshot :void
pg_stat_file text:record(size int8,access timestamptz,modification timestamptz,change timestamptz,creation timestamptz,isdir bool);text,bool:record(size int8,access timestamptz,modification timestamptz,change timestamptz,creation timestamptz,isdir bool)
pg_stat_force_next_flush :void
pg_stat_get_activity int4:record(datid oid,pid int4,usesysid oid,application_name text,state text,query text,wait_event_type text,wait_event text,xact_start timestamptz,query_start timestamptz,backend_start timestamptz,state_change timestamptz,client_addr inet,client_hostname text,client_port int4,backend_xid xid,backend_xmin xid,backend_type text,ssl bool,sslversion text,sslcipher text,sslbits int4,ssl_client_dn text,ssl_client_serial numeric,ssl_issuer_dn text,gss_auth bool,gss_princ text,gss_enc bool,gss_delegation bool,leader_pid int4,query_id int8)
pg_stat_get_analyze_count oid:int8
pg_stat_get_archiver :record(archived_count int8,last_archived_wal text,last_archived_time timestamptz,failed_count int8,last_failed_wal text,last_failed_time timestamptz,stats_reset timestamptz)
pg_stat_get_autoanalyze_count oid:int8
pg_stat_get_autovacuum_count oid:int8
pg_stat_get_backend_activity int4:text
pg_stat_get_backend_activity_start int4:timestamptz
pg_stat_get_backend_client_addr int4:inet
pg_stat_get_backend_client_port int4:int4
pg_stat_get_backend_dbid int4:oid
pg_stat_get_backend_idset :int4
pg_stat_get_backend_io int4:record(backend_type text,object text,context text,reads int8,read_bytes numeric,read_time float8,writes int8,write_bytes numeric,write_time float8,writebacks int8,writeback_time float8,extends int8,extend_bytes numeric,extend_time float8,hits int8,evictions int8,reuses int8,fsyncs int8,fsync_time float8,stats_reset timestamptz)
pg_stat_get_backend_pid int4:int4
pg_stat_get_backend_start int4:timestamptz
pg_stat_get_backend_subxact int4:record(subxact_count int4,subxact_overflowed bool)
pg_stat_get_backend_userid int4:oid
pg_stat_get_backend_wait_event int4:text
pg_stat_get_backend_wait_event_type int4:text
pg_stat_get_backend_wal int4:record(wal_records int8,wal_fpi int8,wal_bytes numeric,wal_buffers_full int8,stats_reset timestamptz)
pg_stat_get_backend_xact_start int4:timestamptz
pg_stat_get_bgwriter_buf_written_clean :int8
pg_stat_get_bgwriter_maxwritten_clean :int8
pg_stat_get_bgwriter_stat_reset_time :timestamptz
pg_stat_get_blocks_fetched oid:int8
pg_stat_get_blocks_hit oid:int8
pg_stat_get_buf_alloc :int8
pg_stat_get_checkpointer_buffers_written :int8
pg_stat_get_checkpointer_num_performed :int8
pg_stat_get_checkpointer_num_requested :int8
pg_stat_get_checkpointer_num_timed :int8
pg_stat_get_checkpointer_restartpoints_performed :int8
pg_stat_get_checkpointer_restartpoints_requested :int8
pg_stat_get_checkpointer_restartpoints_timed :int8
pg_stat_get_checkpointer_slru_written :int8
pg_stat_get_checkpointer_stat_reset_time :timestamptz
pg_stat_get_checkpointer_sync_time :float8
pg_stat_get_checkpointer_write_time :float8
pg_stat_get_db_active_time oid:float8
pg_stat_get_db_blk_read_time oid:float8
pg_stat_get_db_blk_write_time oid:float8
pg_stat_get_db_blocks_fetched oid:int8
pg_stat_get_db_blocks_hit oid:int8
pg_stat_get_db_checksum_failures oid:int8
pg_stat_get_db_checksum_last_failure oid:timestamptz
pg_stat_get_db_conflict_all oid:int8
pg_stat_get_db_conflict_bufferpin oid:int8
pg_stat_get_db_conflict_lock oid:int8
pg_stat_get_db_conflict_logicalslot oid:int8
pg_stat_get_db_conflict_snapshot oid:int8
pg_stat_get_db_conflict_startup_deadlock oid:int8
pg_stat_get_db_conflict_tablespace oid:int8
pg_stat_get_db_deadlocks oid:int8
pg_stat_get_db_idle_in_transaction_time oid:float8
pg_stat_get_db_numbackends oid:int4
pg_stat_get_db_parallel_workers_launched oid:int8
pg_stat_get_db_parallel_workers_to_launch oid:int8
pg_stat_get_db_session_time oid:float8
pg_stat_get_db_sessions oid:int8
pg_stat_get_db_sessions_abandoned oid:int8
pg_stat_get_db_sessions_fatal oid:int8
pg_stat_get_db_sessions_killed oid:int8
pg_stat_get_db_stat_reset_time oid:timestamptz
pg_stat_get_db_temp_bytes oid:int8
pg_stat_get_db_temp_files oid:int8
pg_stat_get_db_tuples_deleted oid:int8
pg_stat_get_db_tuples_fetched oid:int8
pg_stat_get_db_tuples_inserted oid:int8
pg_stat_get_db_tuples_returned oid:int8
pg_stat_get_db_tuples_updated oid:int8
pg_stat_get_db_xact_commit oid:int8
pg_stat_get_db_xact_rollback oid:int8
pg_stat_get_dead_tuples oid:int8
pg_stat_get_function_calls oid:int8
pg_stat_get_function_self_time oid:float8
pg_stat_get_function_total_time oid:float8
pg_stat_get_ins_since_vacuum oid:int8
pg_stat_get_io :record(backend_type text,object text,context text,reads int8,read_bytes numeric,read_time float8,writes int8,write_bytes numeric,write_time float8,writebacks int8,writeback_time float8,extends int8,extend_bytes numeric,extend_time float8,hits int8,evictions int8,reuses int8,fsyncs int8,fsync_time float8,stats_reset timestamptz)
pg_stat_get_last_analyze_time oid:timestamptz
pg_stat_get_last_autoanalyze_time oid:timestamptz
pg_stat_get_last_autovacuum_time oid:timestamptz
pg_stat_get_last_vacuum_time oid:timestamptz
pg_stat_get_lastscan oid:timestamptz
pg_stat_get_live_tuples oid:int8
pg_stat_get_mod_since_analyze oid:int8
pg_stat_get_numscans oid:int8
pg_stat_get_progress_info text:record(pid int4,datid oid,relid oid,param1 int8,param2 int8,param3 int8,param4 int8,param5 int8,param6 int8,param7 int8,param8 int8,param9 int8,param10 int8,param11 int8,param12 int8,param13 int8,param14 int8,param15 int8,param16 int8,param17 int8,param18 int8,param19 int8,param20 int8)
pg_stat_get_recovery_prefetch :record(stats_reset timestamptz,prefetch int8,hit int8,skip_init int8,skip_new int8,skip_fpw int8,skip_rep int8,wal_distance int4,block_distance int4,io_depth int4)
pg_stat_get_replication_slot text:record(slot_name text,spill_txns int8,spill_count int8,spill_bytes int8,stream_txns int8,stream_count int8,stream_bytes int8,total_txns int8,total_bytes int8,stats_reset timestamptz)
pg_stat_get_slru :record(name text,blks_zeroed int8,blks_hit int8,blks_read int8,blks_written int8,blks_exists int8,flushes int8,truncates int8,stats_reset timestamptz)
pg_stat_get_snapshot_timestamp :timestamptz
pg_stat_get_subscription oid:record(subid oid,relid oid,pid int4,leader_pid int4,received_lsn pg_lsn,last_msg_send_time timestamptz,last_msg_receipt_time timestamptz,latest_end_lsn pg_lsn,latest_end_time timestamptz,worker_type text)
pg_stat_get_subscription_stats oid:record(subid oid,apply_error_count int8,sync_error_count int8,confl_insert_exists int8,confl_update_origin_differs int8,confl_update_exists int8,confl_update_missing int8,confl_delete_origin_differs int8,confl_delete_missing int8,confl_multiple_unique_conflicts int8,stats_reset timestamptz)
pg_stat_get_total_analyze_time oid:float8
pg_stat_get_total_autoanalyze_time oid:float8
pg_stat_get_total_autovacuum_time oid:float8
pg_stat_get_total_vacuum_time oid:float8
pg_stat_get_tuples_deleted oid:int8
pg_stat_get_tuples_fetched oid:int8
pg_stat_get_tuples_hot_updated oid:int8
pg_stat_get_tuples_inserted oid:int8
pg_stat_get_tuples_newpage_updated oid:int8
pg_stat_get_tuples_returned oid:int8
pg_stat_get_tuples_updated oid:int8
pg_stat_get_vacuum_count oid:int8
pg_stat_get_wal :record(wal_records int8,wal_fpi int8,wal_bytes numeric,wal_buffers_full int8,stats_reset timestamptz)
pg_stat_get_wal_receiver :record(pid int4,status text,receive_start_lsn pg_lsn,receive_start_tli int4,written_lsn pg_lsn,flushed_lsn pg_lsn,received_tli int4,last_msg_send_time timestamptz,last_msg_receipt_time timestamptz,latest_end_lsn pg_lsn,latest_end_time timestamptz,slot_name text,sender_host text,sender_port int4,conninfo text)
pg_stat_get_wal_senders :record(pid int4,state text,sent_lsn pg_lsn,write_lsn pg_lsn,flush_lsn pg_lsn,replay_lsn pg_lsn,write_lag interval,flush_lag interval,replay_lag interval,sync_priority int4,sync_state text,reply_time timestamptz)
pg_stat_get_xact_blocks_fetched oid:int8
pg_stat_get_xact_blocks_hit oid:int8
pg_stat_get_xact_function_calls oid:int8
pg_stat_get_xact_function_self_time oid:float8
pg_stat_get_xact_function_total_time oid:float8
pg_stat_get_xact_numscans oid:int8
pg_stat_get_xact_tuples_deleted oid:int8
pg_stat_get_xact_tuples_fetched oid:int8
pg_stat_get_xact_tuples_hot_updated oid:int8
pg_stat_get_xact_tuples_inserted oid:int8
pg_stat_get_xact_tuples_newpage_updated oid:int8
pg_stat_get_xact_tuples_returned oid:int8
pg_stat_get_xact_tuples_updated oid:int8
pg_stat_have_stats text,oid,int8:bool
pg_stat_reset :void
pg_stat_reset_backend_stats int4:void
pg_stat_reset_replication_slot text:void
pg_stat_reset_shared =text:void
pg_stat_reset_single_function_counters oid:void
pg_stat_reset_single_table_counters oid:void
pg_stat_reset_slru =text:void
pg_stat_reset_subscription_stats oid:void
pg_statistics_obj_is_visible oid:bool
pg_stop_making_pinned_objects :void
pg_switch_wal :pg_lsn
pg_sync_replication_slots :void
pg_table_is_visible oid:bool
pg_table_size regclass:int8
pg_tablespace_databases oid:oid
pg_tablespace_location oid:text
pg_tablespace_size oid:int8;name:int8
pg_terminate_backend int4,=int8:bool
pg_timezone_abbrevs_abbrevs :record(abbrev text,utc_offset interval,is_dst bool)
pg_timezone_abbrevs_zone :record(abbrev text,utc_offset interval,is_dst bool)
pg_timezone_names :record(name text,abbrev text,utc_offset interval,is_dst bool)
pg_total_relation_size regclass:int8
pg_trigger_depth :int4
pg_try_advisory_lock int8:bool;int4,int4:bool
pg_try_advisory_lock_shared int8:bool;int4,int4:bool
pg_try_advisory_xact_lock int8:bool;int4,int4:bool
pg_try_advisory_xact_lock_shared int8:bool;int4,int4:bool
pg_ts_config_is_visible oid:bool
pg_ts_dict_is_visible oid:bool
pg_ts_parser_is_visible oid:bool
pg_ts_template_is_visible oid:bool
pg_type_is_visible oid:bool
pg_typeof any:regtype
pg_visible_in_snapshot xid8,pg_snapshot:bool
pg_wal_lsn_diff pg_lsn,pg_lsn:numeric
pg_wal_replay_pause :void
pg_wal_replay_resume :void
pg_wal_summary_contents int8,pg_lsn,pg_lsn:record(relfilenode oid,reltablespace oid,reldatabase oid,relforknumber int2,relblocknumber int8,is_limit_block bool)
pg_walfile_name pg_lsn:text
pg_walfile_name_offset pg_lsn:record(file_name text,file_offset int4)
pg_xact_commit_timestamp xid:timestamptz
pg_xact_commit_timestamp_origin xid:record(timestamp timestamptz,roident oid)
pg_xact_status xid8:text
phraseto_tsquery text:tsquery;regconfig,text:tsquery
pi :float8
plainto_tsquery regconfig,text:tsquery;text:tsquery
point circle:point;float8,float8:point;lseg:point;box:point;polygon:point
point_above point,point:bool
point_add point,point:point
point_below point,point:bool
point_distance point,point:float8
point_div point,point:point
point_eq point,point:bool
point_horiz point,point:bool
point_left point,point:bool
point_mul point,point:point
point_ne point,point:bool
point_right point,point:bool
point_send point:bytea
point_sub point,point:point
point_vert point,point:bool
poly_above polygon,polygon:bool
poly_below polygon,polygon:bool
poly_center polygon:point
poly_contain polygon,polygon:bool
poly_contain_pt polygon,point:bool
poly_contained polygon,polygon:bool
poly_distance polygon,polygon:float8
poly_left polygon,polygon:bool
poly_npoints polygon:int4
poly_overabove polygon,polygon:bool
poly_overbelow polygon,polygon:bool
poly_overlap polygon,polygon:bool
poly_overleft polygon,polygon:bool
poly_overright polygon,polygon:bool
poly_right polygon,polygon:bool
poly_same polygon,polygon:bool
poly_send polygon:bytea
polygon box:polygon;path:polygon;int4,circle:polygon;circle:polygon
popen path:path
position text,text:int4;bit,bit:int4;bytea,bytea:int4
postgresql_fdw_validator text[],oid:bool
pow float8,float8:float8;numeric,numeric:numeric
power float8,float8:float8;numeric,numeric:numeric
pt_contained_circle point,circle:bool
pt_contained_poly point,polygon:bool
query_to_xml text,bool,bool,text:xml
query_to_xml_and_xmlschema text,bool,bool,text:xml
query_to_xmlschema text,bool,bool,text:xml
querytree tsquery:text
quote_ident text:text
quote_literal text:text;anyelement:text
quote_nullable text:text;anyelement:text
radians float8:float8
radius circle:float8
random :float8;int4,int4:int4;int8,int8:int8;numeric,numeric:numeric
random_normal =float8,=float8:float8
range_adjacent anyrange,anyrange:bool
range_adjacent_multirange anyrange,anymultirange:bool
range_after anyrange,anyrange:bool
range_after_multirange anyrange,anymultirange:bool
range_agg anyrange:anymultirange|a;anymultirange:anymultirange|a
range_before anyrange,anyrange:bool
range_before_multirange anyrange,anymultirange:bool
range_cmp anyrange,anyrange:int4
range_contained_by anyrange,anyrange:bool
range_contained_by_multirange anyrange,anymultirange:bool
range_contains anyrange,anyrange:bool
range_contains_elem anyrange,anyelement:bool
range_contains_multirange anyrange,anymultirange:bool
range_eq anyrange,anyrange:bool
range_ge anyrange,anyrange:bool
range_gt anyrange,anyrange:bool
range_intersect anyrange,anyrange:anyrange
range_intersect_agg anymultirange:anymultirange|a;anyrange:anyrange|a
range_intersect_agg_transfn anyrange,anyrange:anyrange
range_le anyrange,anyrange:bool
range_lt anyrange,anyrange:bool
range_merge anyrange,anyrange:anyrange;anymultirange:anyrange
range_minus anyrange,anyrange:anyrange
range_ne anyrange,anyrange:bool
range_overlaps anyrange,anyrange:bool
range_overlaps_multirange anyrange,anymultirange:bool
range_overleft anyrange,anyrange:bool
range_overleft_multirange anyrange,anymultirange:bool
range_overright anyrange,anyrange:bool
range_overright_multirange anyrange,anymultirange:bool
range_send anyrange:bytea
range_union anyrange,anyrange:anyrange
rank :int8|w;*any:int8|a
record_eq record,record:bool
record_ge record,record:bool
record_gt record,record:bool
record_image_eq record,record:bool
record_image_ge record,record:bool
record_image_gt record,record:bool
record_image_le record,record:bool
record_image_lt record,record:bool
record_image_ne record,record:bool
record_larger record,record:record
record_le record,record:bool
record_lt record,record:bool
record_ne record,record:bool
record_send record:bytea
record_smaller record,record:record
regclass text:regclass
regclasssend regclass:bytea
regcollationsend regcollation:bytea
regconfigsend regconfig:bytea
regdictionarysend regdictionary:bytea
regexp_count text,text:int4;text,text,int4:int4;text,text,int4,text:int4
regexp_instr text,text:int4;text,text,int4:int4;text,text,int4,int4:int4;text,text,int4,int4,int4:int4;text,text,int4,int4,int4,text:int4;text,text,int4,int4,int4,text,int4:int4
regexp_like text,text:bool;text,text,text:bool
regexp_match text,text:text[];text,text,text:text[]
regexp_matches text,text:text[];text,text,text:text[]
regexp_replace text,text,text:text;text,text,text,text:text;text,text,text,int4,int4,text:text;text,text,text,int4,int4:text;text,text,text,int4:text
regexp_split_to_array text,text:text[];text,text,text:text[]
regexp_split_to_table text,text:text;text,text,text:text
regexp_substr text,text:text;text,text,int4:text;text,text,int4,int4:text;text,text,int4,int4,text:text;text,text,int4,int4,text,int4:text
regnamespacesend regnamespace:bytea
regoperatorsend regoperator:bytea
regopersend regoper:bytea
regproceduresend regprocedure:bytea
regprocsend regproc:bytea
regr_avgx float8,float8:float8|a
regr_avgy float8,float8:float8|a
regr_count float8,float8:int8|a
regr_intercept float8,float8:float8|a
regr_r2 float8,float8:float8|a
regr_slope float8,float8:float8|a
regr_sxx float8,float8:float8|a
regr_sxy float8,float8:float8|a
regr_syy float8,float8:float8|a
regrolesend regrole:bytea
regtypesend regtype:bytea
repeat text,int4:text
replace text,text,text:text
reverse text:text;bytea:bytea
right text,int4:text
round float8:float8;numeric,int4:numeric;numeric:numeric
row_number :int8|w
row_security_active oid:bool;text:bool
row_to_json record:json;record,bool:json
rpad text,int4,text:text;text,int4:text
rtrim text,text:text;text:text;bytea,bytea:bytea
satisfies_hash_partition oid,int4,int4,*any:bool
scale numeric:int4
schema_to_xml name,bool,bool,text:xml
schema_to_xml_and_xmlschema name,bool,bool,text:xml
schema_to_xmlschema name,bool,bool,text:xml
session_user :name
set_bit bytea,int8,int4:bytea;bit,int4,int4:bit
set_byte bytea,int4,int4:bytea
set_config text,text,bool:text
set_masklen inet,int4:inet;cidr,int4:cidr
setseed float8:void
setval regclass,int8:int8;regclass,int8,bool:int8
setweight tsvector,char,text[]:tsvector;tsvector,char:tsvector
sha224 bytea:bytea
sha256 bytea:bytea
sha384 bytea:bytea
sha512 bytea:bytea
shobj_description oid,name:text
sign numeric:numeric;float8:float8
similar_escape text,text:text
similar_to_escape text,text:text;text:text
sin float8:float8
sind float8:float8
sinh float8:float8
slope point,point:float8
spg_poly_quad_compress polygon:box
split_part text,text,int4:text
sqrt float8:float8;numeric:numeric
starts_with text,text:bool
statement_timestamp :timestamptz
stddev int8:numeric|a;int4:numeric|a;int2:numeric|a;float4:float8|a;float8:float8|a;numeric:numeric|a
stddev_pop int8:numeric|a;int4:numeric|a;int2:numeric|a;float4:float8|a;float8:float8|a;numeric:numeric|a
stddev_samp int8:numeric|a;int4:numeric|a;int2:numeric|a;float4:float8|a;float8:float8|a;numeric:numeric|a
string_agg text,text:text|a;bytea,bytea:bytea|a
string_to_array text,text,text:text[];text,text:text[]
string_to_table text,text:text;text,text,text:text
strip tsvector:tsvector
strpos text,text:int4
substr text,int4,int4:text;text,int4:text;bytea,int4,int4:bytea;bytea,int4:bytea
substring text,int4,int4:text;text,int4:text;bit,int4,int4:bit;bit,int4:bit;bytea,int4,int4:bytea;bytea,int4:bytea;text,text:text;text,text,text:text
sum int8:numeric|a;int4:int8|a;int2:int8|a;float4:float4|a;float8:float8|a;money:money|a;interval:interval|a;numeric:numeric|a
system_user :text
table_to_xml regclass,bool,bool,text:xml
table_to_xml_and_xmlschema regclass,bool,bool,text:xml
table_to_xmlschema regclass,bool,bool,text:xml
tan float8:float8
tand float8:float8
tanh float8:float8
text bpchar:text;name:text;inet:text;char:text;xml:text;bool:text
text_ge text,text:bool
text_gt text,text:bool
text_larger text,text:text
text_le text,text:bool
text_lt text,text:bool
text_pattern_ge text,text:bool
text_pattern_gt text,text:bool
text_pattern_le text,text:bool
text_pattern_lt text,text:bool
text_smaller text,text:text
textanycat text,anynonarray:text
textcat text,text:text
texteq text,text:bool
texteqname text,name:bool
textgename text,name:bool
textgtname text,name:bool
texticlike text,text:bool
texticnlike text,text:bool
texticregexeq text,text:bool
texticregexne text,text:bool
textlen text:int4
textlename text,name:bool
textlike text,text:bool
textltname text,name:bool
textne text,text:bool
textnename text,name:bool
textnlike text,text:bool
textregexeq text,text:bool
textregexne text,text:bool
textsend text:bytea
tideq tid,tid:bool
tidge tid,tid:bool
tidgt tid,tid:bool
tidlarger tid,tid:tid
tidle tid,tid:bool
tidlt tid,tid:bool
tidne tid,tid:bool
tidsend tid:bytea
tidsmaller tid,tid:tid
time timestamp:time;interval:time;time,int4:time;timestamptz:time;timetz:time
time_cmp time,time:int4
time_eq time,time:bool
time_ge time,time:bool
time_gt time,time:bool
time_hash time:int4
time_hash_extended time,int8:int8
time_larger time,time:time
time_le time,time:bool
time_lt time,time:bool
time_mi_interval time,interval:time
time_mi_time time,time:interval
time_ne time,time:bool
time_pl_interval time,interval:time
time_send time:bytea
time_smaller time,time:time
timedate_pl time,date:timestamp
timeofday :text
timestamp timestamp,int4:timestamp;date:timestamp;date,time:timestamp;timestamptz:timestamp
timestamp_cmp timestamp,timestamp:int4
timestamp_cmp_date timestamp,date:int4
timestamp_cmp_timestamptz timestamp,timestamptz:int4
timestamp_eq timestamp,timestamp:bool
timestamp_eq_date timestamp,date:bool
timestamp_eq_timestamptz timestamp,timestamptz:bool
timestamp_ge timestamp,timestamp:bool
timestamp_ge_date timestamp,date:bool
timestamp_ge_timestamptz timestamp,timestamptz:bool
timestamp_gt timestamp,timestamp:bool
timestamp_gt_date timestamp,date:bool
timestamp_gt_timestamptz timestamp,timestamptz:bool
timestamp_hash timestamp:int4
timestamp_hash_extended timestamp,int8:int8
timestamp_larger timestamp,timestamp:timestamp
timestamp_le timestamp,timestamp:bool
timestamp_le_date timestamp,date:bool
timestamp_le_timestamptz timestamp,timestamptz:bool
timestamp_lt timestamp,timestamp:bool
timestamp_lt_date timestamp,date:bool
timestamp_lt_timestamptz timestamp,timestamptz:bool
timestamp_mi timestamp,timestamp:interval
timestamp_mi_interval timestamp,interval:timestamp
timestamp_ne timestamp,timestamp:bool
timestamp_ne_date timestamp,date:bool
timestamp_ne_timestamptz timestamp,timestamptz:bool
timestamp_pl_interval timestamp,interval:timestamp
timestamp_send timestamp:bytea
timestamp_smaller timestamp,timestamp:timestamp
timestamptypmodin cstring[]:int4
timestamptz date:timestamptz;date,time:timestamptz;date,timetz:timestamptz;timestamptz,int4:timestamptz;timestamp:timestamptz
timestamptz_cmp timestamptz,timestamptz:int4
timestamptz_cmp_date timestamptz,date:int4
timestamptz_cmp_timestamp timestamptz,timestamp:int4
timestamptz_eq timestamptz,timestamptz:bool
timestamptz_eq_date timestamptz,date:bool
timestamptz_eq_timestamp timestamptz,timestamp:bool
timestamptz_ge timestamptz,timestamptz:bool
timestamptz_ge_date timestamptz,date:bool
timestamptz_ge_timestamp timestamptz,timestamp:bool
timestamptz_gt timestamptz,timestamptz:bool
timestamptz_gt_date timestamptz,date:bool
timestamptz_gt_timestamp timestamptz,timestamp:bool
timestamptz_hash timestamptz:int4
timestamptz_hash_extended timestamptz,int8:int8
timestamptz_larger timestamptz,timestamptz:timestamptz
timestamptz_le timestamptz,timestamptz:bool
timestamptz_le_date timestamptz,date:bool
timestamptz_le_timestamp timestamptz,timestamp:bool
timestamptz_lt timestamptz,timestamptz:bool
timestamptz_lt_date timestamptz,date:bool
timestamptz_lt_timestamp timestamptz,timestamp:bool
timestamptz_mi timestamptz,timestamptz:interval
timestamptz_mi_interval timestamptz,interval:timestamptz
timestamptz_ne timestamptz,timestamptz:bool
timestamptz_ne_date timestamptz,date:bool
timestamptz_ne_timestamp timestamptz,timestamp:bool
timestamptz_pl_interval timestamptz,interval:timestamptz
timestamptz_send timestamptz:bytea
timestamptz_smaller timestamptz,timestamptz:timestamptz
timestamptztypmodin cstring[]:int4
timetypmodin cstring[]:int4
timetz timestamptz:timetz;timetz,int4:timetz;time:timetz
timetz_cmp timetz,timetz:int4
timetz_eq timetz,timetz:bool
timetz_ge timetz,timetz:bool
timetz_gt timetz,timetz:bool
timetz_hash timetz:int4
timetz_hash_extended timetz,int8:int8
timetz_larger timetz,timetz:timetz
timetz_le timetz,timetz:bool
timetz_lt timetz,timetz:bool
timetz_mi_interval timetz,interval:timetz
timetz_ne timetz,timetz:bool
timetz_pl_interval timetz,interval:timetz
timetz_send timetz:bytea
timetz_smaller timetz,timetz:timetz
timetzdate_pl timetz,date:timestamptz
timetztypmodin cstring[]:int4
timezone interval,timestamptz:timestamp;text,timestamptz:timestamp;text,timetz:timetz;interval,timetz:timetz;text,timestamp:timestamptz;interval,timestamp:timestamptz;timestamptz:timestamp;timestamp:timestamptz;timetz:timetz
to_ascii text:text;text,int4:text;text,name:text
to_bin int4:text;int8:text
to_char interval,text:text;timestamptz,text:text;numeric,text:text;int4,text:text;int8,text:text;float4,text:text;float8,text:text;timestamp,text:text
to_date text,text:date
to_hex int4:text;int8:text
to_json anyelement:json
to_jsonb anyelement:jsonb
to_number text,text:numeric
to_oct int4:text;int8:text
to_regclass text:regclass
to_regcollation text:regcollation
to_regnamespace text:regnamespace
to_regoper text:regoper
to_regoperator text:regoperator
to_regproc text:regproc
to_regprocedure text:regprocedure
to_regrole text:regrole
to_regtype text:regtype
to_regtypemod text:int4
to_timestamp float8:timestamptz;text,text:timestamptz
to_tsquery regconfig,text:tsquery;text:tsquery
to_tsvector regconfig,text:tsvector;text:tsvector;jsonb:tsvector;json:tsvector;regconfig,jsonb:tsvector;regconfig,json:tsvector
transaction_timestamp :timestamptz
translate text,text,text:text
trim_array anyarray,int4:anyarray
trim_scale numeric:numeric
trunc macaddr:macaddr;float8:float8;numeric,int4:numeric;numeric:numeric;macaddr8:macaddr8
ts_debug regconfig,text:record(alias text,description text,token text,dictionaries regdictionary[],dictionary regdictionary,lexemes text[]);text:record(alias text,description text,token text,dictionaries regdictionary[],dictionary regdictionary,lexemes text[])
ts_delete tsvector,text:tsvector;tsvector,text[]:tsvector
ts_filter tsvector,char[]:tsvector
ts_headline regconfig,text,tsquery,text:text;regconfig,text,tsquery:text;text,tsquery,text:text;text,tsquery:text;regconfig,jsonb,tsquery,text:jsonb;regconfig,jsonb,tsquery:jsonb;jsonb,tsquery,text:jsonb;jsonb,tsquery:jsonb;regconfig,json,tsquery,text:json;regconfig,json,tsquery:json;json,tsquery,text:json;json,tsquery:json
ts_lexize regdictionary,text:text[]
ts_match_qv tsquery,tsvector:bool
ts_match_tq text,tsquery:bool
ts_match_tt text,text:bool
ts_match_vq tsvector,tsquery:bool
ts_parse oid,text:record(tokid int4,token text);text,text:record(tokid int4,token text)
ts_rank float4[],tsvector,tsquery,int4:float4;float4[],tsvector,tsquery:float4;tsvector,tsquery,int4:float4;tsvector,tsquery:float4
ts_rank_cd float4[],tsvector,tsquery,int4:float4;float4[],tsvector,tsquery:float4;tsvector,tsquery,int4:float4;tsvector,tsquery:float4
ts_rewrite tsquery,tsquery,tsquery:tsquery;tsquery,text:tsquery
ts_stat text:record(word text,ndoc int4,nentry int4);text,text:record(word text,ndoc int4,nentry int4)
ts_token_type oid:record(tokid int4,alias text,description text);text:record(tokid int4,alias text,description text)
tsmultirange :tsmultirange;tsrange:tsmultirange;*tsrange[]:tsmultirange
tsq_mcontained tsquery,tsquery:bool
tsq_mcontains tsquery,tsquery:bool
tsquery_and tsquery,tsquery:tsquery
tsquery_cmp tsquery,tsquery:int4
tsquery_eq tsquery,tsquery:bool
tsquery_ge tsquery,tsquery:bool
tsquery_gt tsquery,tsquery:bool
tsquery_le tsquery,tsquery:bool
tsquery_lt tsquery,tsquery:bool
tsquery_ne tsquery,tsquery:bool
tsquery_not tsquery:tsquery
tsquery_or tsquery,tsquery:tsquery
tsquery_phrase tsquery,tsquery:tsquery;tsquery,tsquery,int4:tsquery
tsquerysend tsquery:bytea
tsrange timestamp,timestamp:tsrange;timestamp,timestamp,text:tsrange
tsrange_subdiff timestamp,timestamp:float8
tstzmultirange :tstzmultirange;tstzrange:tstzmultirange;*tstzrange[]:tstzmultirange
tstzrange timestamptz,timestamptz:tstzrange;timestamptz,timestamptz,text:tstzrange
tstzrange_subdiff timestamptz,timestamptz:float8
tsvector_cmp tsvector,tsvector:int4
tsvector_concat tsvector,tsvector:tsvector
tsvector_eq tsvector,tsvector:bool
tsvector_ge tsvector,tsvector:bool
tsvector_gt tsvector,tsvector:bool
tsvector_le tsvector,tsvector:bool
tsvector_lt tsvector,tsvector:bool
tsvector_ne tsvector,tsvector:bool
tsvector_to_array tsvector:text[]
tsvectorsend tsvector:bytea
txid_current :int8
txid_current_if_assigned :int8
txid_current_snapshot :txid_snapshot
txid_snapshot_send txid_snapshot:bytea
txid_snapshot_xip txid_snapshot:int8
txid_snapshot_xmax txid_snapshot:int8
txid_snapshot_xmin txid_snapshot:int8
txid_status int8:text
txid_visible_in_snapshot int8,txid_snapshot:bool
unicode_assigned text:bool
unicode_version :text
unistr text:text
unknownsend unknown:bytea
unnest anymultirange:anyrange;anyarray:anyelement;tsvector:record(lexeme text,positions int2[],weights text[])
upper text:text;anyrange:anyelement;anymultirange:anyelement
upper_inc anyrange:bool;anymultirange:bool
upper_inf anyrange:bool;anymultirange:bool
uuid_cmp uuid,uuid:int4
uuid_eq uuid,uuid:bool
uuid_extract_timestamp uuid:timestamptz
uuid_extract_version uuid:int2
uuid_ge uuid,uuid:bool
uuid_gt uuid,uuid:bool
uuid_hash uuid:int4
uuid_hash_extended uuid,int8:int8
uuid_le uuid,uuid:bool
uuid_lt uuid,uuid:bool
uuid_ne uuid,uuid:bool
uuid_send uuid:bytea
uuidv4 :uuid
uuidv7 :uuid;interval:uuid
var_pop int8:numeric|a;int4:numeric|a;int2:numeric|a;float4:float8|a;float8:float8|a;numeric:numeric|a
var_samp int8:numeric|a;int4:numeric|a;int2:numeric|a;float4:float8|a;float8:float8|a;numeric:numeric|a
varbit varbit,int4,bool:varbit
varbit_send varbit:bytea
varbitcmp varbit,varbit:int4
varbiteq varbit,varbit:bool
varbitge varbit,varbit:bool
varbitgt varbit,varbit:bool
varbitle varbit,varbit:bool
varbitlt varbit,varbit:bool
varbitne varbit,varbit:bool
varbittypmodin cstring[]:int4
varchar varchar,int4,bool:varchar;name:varchar
varcharsend varchar:bytea
varchartypmodin cstring[]:int4
variance int8:numeric|a;int4:numeric|a;int2:numeric|a;float4:float8|a;float8:float8|a;numeric:numeric|a
version :text
void_send void:bytea
websearch_to_tsquery regconfig,text:tsquery;text:tsquery
width box:float8
width_bucket float8,float8,float8,int4:int4;numeric,numeric,numeric,int4:int4;anycompatible,anycompatiblearray:int4
xid xid8:xid
xid8_larger xid8,xid8:xid8
xid8_smaller xid8,xid8:xid8
xid8cmp xid8,xid8:int4
xid8eq xid8,xid8:bool
xid8ge xid8,xid8:bool
xid8gt xid8,xid8:bool
xid8le xid8,xid8:bool
xid8lt xid8,xid8:bool
xid8ne xid8,xid8:bool
xid8send xid8:bytea
xideq xid,xid:bool
xideqint4 xid,int4:bool
xidneq xid,xid:bool
xidneqint4 xid,int4:bool
xidsend xid:bytea
xml text:xml
xml_is_well_formed text:bool
xml_is_well_formed_content text:bool
xml_is_well_formed_document text:bool
xml_send xml:bytea
xmlagg xml:xml|a
xmlcomment text:xml
xmlconcat2 xml,xml:xml
xmlexists text,xml:bool
xmltext text:xml
xmlvalidate xml,text:bool
xpath text,xml,text[]:xml[];text,xml:xml[]
xpath_exists text,xml,text[]:bool;text,xml:bool
[btree_gin]
gin_enum_cmp anyenum,anyenum:int4
gin_numeric_cmp numeric,numeric:int4
[btree_gist]
cash_dist money,money:money
date_dist date,date:int4
float4_dist float4,float4:float4
float8_dist float8,float8:float8
gist_translate_cmptype_btree int4:int2
int2_dist int2,int2:int2
int4_dist int4,int4:int4
int8_dist int8,int8:int8
interval_dist interval,interval:interval
oid_dist oid,oid:oid
time_dist time,time:interval
ts_dist timestamp,timestamp:interval
tstz_dist timestamptz,timestamptz:interval
[citext]
citext bpchar:citext;bool:citext;inet:citext
citext_cmp citext,citext:int4
citext_eq citext,citext:bool
citext_ge citext,citext:bool
citext_gt citext,citext:bool
citext_hash citext:int4
citext_hash_extended citext,int8:int8
citext_larger citext,citext:citext
citext_le citext,citext:bool
citext_lt citext,citext:bool
citext_ne citext,citext:bool
citext_pattern_cmp citext,citext:int4
citext_pattern_ge citext,citext:bool
citext_pattern_gt citext,citext:bool
citext_pattern_le citext,citext:bool
citext_pattern_lt citext,citext:bool
citext_smaller citext,citext:citext
citextsend citext:bytea
max citext:citext|a
min citext:citext|a
regexp_match citext,citext:text[];citext,citext,text:text[]
regexp_matches citext,citext:text[];citext,citext,text:text[]
regexp_replace citext,citext,text:text;citext,citext,text,text:text
regexp_split_to_array citext,citext:text[];citext,citext,text:text[]
regexp_split_to_table citext,citext:text;citext,citext,text:text
replace citext,citext,citext:text
split_part citext,citext,int4:text
strpos citext,citext:int4
texticlike citext,citext:bool;citext,text:bool
texticnlike citext,citext:bool;citext,text:bool
texticregexeq citext,citext:bool;citext,text:bool
texticregexne citext,citext:bool;citext,text:bool
translate citext,citext,text:text
[cube]
cube float8[],float8[]:cube;float8[]:cube;float8:cube;float8,float8:cube;cube,float8:cube;cube,float8,float8:cube
cube_cmp cube,cube:int4
cube_contained cube,cube:bool
cube_contains cube,cube:bool
cube_coord cube,int4:float8
cube_coord_llur cube,int4:float8
cube_dim cube:int4
cube_distance cube,cube:float8
cube_enlarge cube,float8,int4:cube
cube_eq cube,cube:bool
cube_ge cube,cube:bool
cube_gt cube,cube:bool
cube_inter cube,cube:cube
cube_is_point cube:bool
cube_le cube,cube:bool
cube_ll_coord cube,int4:float8
cube_lt cube,cube:bool
cube_ne cube,cube:bool
cube_overlap cube,cube:bool
cube_send cube:bytea
cube_size cube:float8
cube_subset cube,int4[]:cube
cube_union cube,cube:cube
cube_ur_coord cube,int4:float8
distance_chebyshev cube,cube:float8
distance_taxicab cube,cube:float8
[earthdistance]
earth :float8
earth_box earth,float8:cube
earth_distance earth,earth:float8
gc_to_sec float8:float8
geo_distance point,point:float8
latitude earth:float8
ll_to_earth float8,float8:earth
longitude earth:float8
sec_to_gc float8:float8
[fuzzystrmatch]
daitch_mokotoff text:text[]
difference text,text:int4
dmetaphone text:text
dmetaphone_alt text:text
levenshtein text,text:int4;text,text,int4,int4,int4:int4
levenshtein_less_equal text,text,int4:int4;text,text,int4,int4,int4,int4:int4
metaphone text,int4:text
soundex text:text
text_soundex text:text
[hstore]
akeys hstore:text[]
avals hstore:text[]
defined hstore,text:bool
delete hstore,text:hstore;hstore,text[]:hstore;hstore,hstore:hstore
each hstore:record(key text,value text)
exist hstore,text:bool
exists_all hstore,text[]:bool
exists_any hstore,text[]:bool
fetchval hstore,text:text
hs_concat hstore,hstore:hstore
hs_contained hstore,hstore:bool
hs_contains hstore,hstore:bool
hstore text,text:hstore;text[],text[]:hstore;text[]:hstore;record:hstore
hstore_cmp hstore,hstore:int4
hstore_eq hstore,hstore:bool
hstore_ge hstore,hstore:bool
hstore_gt hstore,hstore:bool
hstore_hash hstore:int4
hstore_hash_extended hstore,int8:int8
hstore_le hstore,hstore:bool
hstore_lt hstore,hstore:bool
hstore_ne hstore,hstore:bool
hstore_send hstore:bytea
hstore_to_array hstore:text[]
hstore_to_json hstore:json
hstore_to_json_loose hstore:json
hstore_to_jsonb hstore:jsonb
hstore_to_jsonb_loose hstore:jsonb
hstore_to_matrix hstore:text[]
hstore_version_diag hstore:int4
isdefined hstore,text:bool
isexists hstore,text:bool
populate_record anyelement,hstore:anyelement
skeys hstore:text
slice hstore,text[]:hstore
slice_array hstore,text[]:text[]
svals hstore:text
tconvert text,text:hstore
[intarray]
_int_contained int4[],int4[]:bool
_int_contains int4[],int4[]:bool
_int_different int4[],int4[]:bool
_int_inter int4[],int4[]:int4[]
_int_overlap int4[],int4[]:bool
_int_same int4[],int4[]:bool
_int_union int4[],int4[]:int4[]
boolop int4[],query_int:bool
icount int4[]:int4
idx int4[],int4:int4
intarray_del_elem int4[],int4:int4[]
intarray_push_array int4[],int4[]:int4[]
intarray_push_elem int4[],int4:int4[]
intset int4:int4[]
intset_subtract int4[],int4[]:int4[]
intset_union_elem int4[],int4:int4[]
querytree query_int:text
rboolop query_int,int4[]:bool
sort int4[],text:int4[];int4[]:int4[]
sort_asc int4[]:int4[]
sort_desc int4[]:int4[]
subarray int4[],int4,int4:int4[];int4[],int4:int4[]
uniq int4[]:int4[]
[isn]
btean13cmp ean13,ean13:int4;ean13,isbn13:int4;ean13,ismn13:int4;ean13,issn13:int4;ean13,isbn:int4;ean13,ismn:int4;ean13,issn:int4;ean13,upc:int4
btisbn13cmp isbn13,isbn13:int4;isbn13,ean13:int4;isbn13,isbn:int4
btisbncmp isbn,isbn:int4;isbn,ean13:int4;isbn,isbn13:int4
btismn13cmp ismn13,ismn13:int4;ismn13,ean13:int4;ismn13,ismn:int4
btismncmp ismn,ismn:int4;ismn,ean13:int4;ismn,ismn13:int4
btissn13cmp issn13,issn13:int4;issn13,ean13:int4;issn13,issn:int4
btissncmp issn,issn:int4;issn,ean13:int4;issn,issn13:int4
btupccmp upc,upc:int4;upc,ean13:int4
hashean13 ean13:int4
hashisbn isbn:int4
hashisbn13 isbn13:int4
hashismn ismn:int4
hashismn13 ismn13:int4
hashissn issn:int4
hashissn13 issn13:int4
hashupc upc:int4
is_valid ean13:bool;isbn13:bool;ismn13:bool;issn13:bool;isbn:bool;ismn:bool;issn:bool;upc:bool
isbn ean13:isbn
isbn13 ean13:isbn13
ismn ean13:ismn
ismn13 ean13:ismn13
isn_weak bool:bool;:bool
isneq ean13,ean13:bool;ean13,isbn13:bool;ean13,ismn13:bool;ean13,issn13:bool;ean13,isbn:bool;ean13,ismn:bool;ean13,issn:bool;ean13,upc:bool;isbn13,isbn13:bool;isbn13,isbn:bool;isbn13,ean13:bool;isbn,isbn:bool;isbn,isbn13:bool;isbn,ean13:bool;ismn13,ismn13:bool;ismn13,ismn:bool;ismn13,ean13:bool;ismn,ismn:bool;ismn,ismn13:bool;ismn,ean13:bool;issn13,issn13:bool;issn13,issn:bool;issn13,ean13:bool;issn,issn:bool;issn,issn13:bool;issn,ean13:bool;upc,upc:bool;upc,ean13:bool
isnge ean13,ean13:bool;ean13,isbn13:bool;ean13,ismn13:bool;ean13,issn13:bool;ean13,isbn:bool;ean13,ismn:bool;ean13,issn:bool;ean13,upc:bool;isbn13,isbn13:bool;isbn13,isbn:bool;isbn13,ean13:bool;isbn,isbn:bool;isbn,isbn13:bool;isbn,ean13:bool;ismn13,ismn13:bool;ismn13,ismn:bool;ismn13,ean13:bool;ismn,ismn:bool;ismn,ismn13:bool;ismn,ean13:bool;issn13,issn13:bool;issn13,issn:bool;issn13,ean13:bool;issn,issn:bool;issn,issn13:bool;issn,ean13:bool;upc,upc:bool;upc,ean13:bool
isngt ean13,ean13:bool;ean13,isbn13:bool;ean13,ismn13:bool;ean13,issn13:bool;ean13,isbn:bool;ean13,ismn:bool;ean13,issn:bool;ean13,upc:bool;isbn13,isbn13:bool;isbn13,isbn:bool;isbn13,ean13:bool;isbn,isbn:bool;isbn,isbn13:bool;isbn,ean13:bool;ismn13,ismn13:bool;ismn13,ismn:bool;ismn13,ean13:bool;ismn,ismn:bool;ismn,ismn13:bool;ismn,ean13:bool;issn13,issn13:bool;issn13,issn:bool;issn13,ean13:bool;issn,issn:bool;issn,issn13:bool;issn,ean13:bool;upc,upc:bool;upc,ean13:bool
isnle ean13,ean13:bool;ean13,isbn13:bool;ean13,ismn13:bool;ean13,issn13:bool;ean13,isbn:bool;ean13,ismn:bool;ean13,issn:bool;ean13,upc:bool;isbn13,isbn13:bool;isbn13,isbn:bool;isbn13,ean13:bool;isbn,isbn:bool;isbn,isbn13:bool;isbn,ean13:bool;ismn13,ismn13:bool;ismn13,ismn:bool;ismn13,ean13:bool;ismn,ismn:bool;ismn,ismn13:bool;ismn,ean13:bool;issn13,issn13:bool;issn13,issn:bool;issn13,ean13:bool;issn,issn:bool;issn,issn13:bool;issn,ean13:bool;upc,upc:bool;upc,ean13:bool
isnlt ean13,ean13:bool;ean13,isbn13:bool;ean13,ismn13:bool;ean13,issn13:bool;ean13,isbn:bool;ean13,ismn:bool;ean13,issn:bool;ean13,upc:bool;isbn13,isbn13:bool;isbn13,isbn:bool;isbn13,ean13:bool;isbn,isbn:bool;isbn,isbn13:bool;isbn,ean13:bool;ismn13,ismn13:bool;ismn13,ismn:bool;ismn13,ean13:bool;ismn,ismn:bool;ismn,ismn13:bool;ismn,ean13:bool;issn13,issn13:bool;issn13,issn:bool;issn13,ean13:bool;issn,issn:bool;issn,issn13:bool;issn,ean13:bool;upc,upc:bool;upc,ean13:bool
isnne ean13,ean13:bool;ean13,isbn13:bool;ean13,ismn13:bool;ean13,issn13:bool;ean13,isbn:bool;ean13,ismn:bool;ean13,issn:bool;ean13,upc:bool;isbn13,isbn13:bool;isbn13,isbn:bool;isbn13,ean13:bool;isbn,isbn:bool;isbn,isbn13:bool;isbn,ean13:bool;ismn13,ismn13:bool;ismn13,ismn:bool;ismn13,ean13:bool;ismn,ismn:bool;ismn,ismn13:bool;ismn,ean13:bool;issn13,issn13:bool;issn13,issn:bool;issn13,ean13:bool;issn,issn:bool;issn,issn13:bool;issn,ean13:bool;upc,upc:bool;upc,ean13:bool
issn ean13:issn
issn13 ean13:issn13
make_valid ean13:ean13;isbn13:isbn13;ismn13:ismn13;issn13:issn13;isbn:isbn;ismn:ismn;issn:issn;upc:upc
upc ean13:upc
[lo]
lo_oid lo:oid
[ltree]
_lt_q_regex ltree[],lquery[]:bool
_lt_q_rregex lquery[],ltree[]:bool
_ltq_extract_regex ltree[],lquery:ltree
_ltq_regex ltree[],lquery:bool
_ltq_rregex lquery,ltree[]:bool
_ltree_extract_isparent ltree[],ltree:ltree
_ltree_extract_risparent ltree[],ltree:ltree
_ltree_isparent ltree[],ltree:bool
_ltree_r_isparent ltree,ltree[]:bool
_ltree_r_risparent ltree,ltree[]:bool
_ltree_risparent ltree[],ltree:bool
_ltxtq_exec ltree[],ltxtquery:bool
_ltxtq_extract_exec ltree[],ltxtquery:ltree
_ltxtq_rexec ltxtquery,ltree[]:bool
hash_ltree ltree:int4
hash_ltree_extended ltree,int8:int8
index ltree,ltree:int4;ltree,ltree,int4:int4
lca ltree[]:ltree;ltree,ltree:ltree;ltree,ltree,ltree:ltree;ltree,ltree,ltree,ltree:ltree;ltree,ltree,ltree,ltree,ltree:ltree;ltree,ltree,ltree,ltree,ltree,ltree:ltree;ltree,ltree,ltree,ltree,ltree,ltree,ltree:ltree;ltree,ltree,ltree,ltree,ltree,ltree,ltree,ltree:ltree
lquery_send lquery:bytea
lt_q_regex ltree,lquery[]:bool
lt_q_rregex lquery[],ltree:bool
ltq_regex ltree,lquery:bool
ltq_rregex lquery,ltree:bool
ltree2text ltree:text
ltree_addltree ltree,ltree:ltree
ltree_addtext ltree,text:ltree
ltree_cmp ltree,ltree:int4
ltree_eq ltree,ltree:bool
ltree_ge ltree,ltree:bool
ltree_gt ltree,ltree:bool
ltree_isparent ltree,ltree:bool
ltree_le ltree,ltree:bool
ltree_lt ltree,ltree:bool
ltree_ne ltree,ltree:bool
ltree_risparent ltree,ltree:bool
ltree_send ltree:bytea
ltree_textadd text,ltree:ltree
ltxtq_exec ltree,ltxtquery:bool
ltxtq_rexec ltxtquery,ltree:bool
ltxtq_send ltxtquery:bytea
nlevel ltree:int4
subltree ltree,int4,int4:ltree
subpath ltree,int4,int4:ltree;ltree,int4:ltree
text2ltree text:ltree
[pg_trgm]
set_limit float4:float4
show_limit :float4
show_trgm text:text[]
similarity text,text:float4
similarity_dist text,text:float4
similarity_op text,text:bool
strict_word_similarity text,text:float4
strict_word_similarity_commutator_op text,text:bool
strict_word_similarity_dist_commutator_op text,text:float4
strict_word_similarity_dist_op text,text:float4
strict_word_similarity_op text,text:bool
word_similarity text,text:float4
word_similarity_commutator_op text,text:bool
word_similarity_dist_commutator_op text,text:float4
word_similarity_dist_op text,text:float4
word_similarity_op text,text:bool
[pgcrypto]
armor bytea:text;bytea,text[],text[]:text
crypt text,text:text
dearmor text:bytea
decrypt bytea,bytea,text:bytea
decrypt_iv bytea,bytea,bytea,text:bytea
digest text,text:bytea;bytea,text:bytea
encrypt bytea,bytea,text:bytea
encrypt_iv bytea,bytea,bytea,text:bytea
fips_mode :bool
gen_random_bytes int4:bytea
gen_random_uuid :uuid
gen_salt text:text;text,int4:text
hmac text,text,text:bytea;bytea,bytea,text:bytea
pgp_armor_headers text:record(key text,value text)
pgp_key_id bytea:text
pgp_pub_decrypt bytea,bytea:text;bytea,bytea,text:text;bytea,bytea,text,text:text
pgp_pub_decrypt_bytea bytea,bytea:bytea;bytea,bytea,text:bytea;bytea,bytea,text,text:bytea
pgp_pub_encrypt text,bytea:bytea;text,bytea,text:bytea
pgp_pub_encrypt_bytea bytea,bytea:bytea;bytea,bytea,text:bytea
pgp_sym_decrypt bytea,text:text;bytea,text,text:text
pgp_sym_decrypt_bytea bytea,text:bytea;bytea,text,text:bytea
pgp_sym_encrypt text,text:bytea;text,text,text:bytea
pgp_sym_encrypt_bytea bytea,text:bytea;bytea,text,text:bytea
[plpgsql]
plpgsql_validator oid:void
[seg]
seg_center seg:float4
seg_cmp seg,seg:int4
seg_contained seg,seg:bool
seg_contains seg,seg:bool
seg_different seg,seg:bool
seg_ge seg,seg:bool
seg_gt seg,seg:bool
seg_inter seg,seg:seg
seg_le seg,seg:bool
seg_left seg,seg:bool
seg_lower seg:float4
seg_lt seg,seg:bool
seg_over_left seg,seg:bool
seg_over_right seg,seg:bool
seg_overlap seg,seg:bool
seg_right seg,seg:bool
seg_same seg,seg:bool
seg_size seg:float4
seg_union seg,seg:seg
seg_upper seg:float4
[tablefunc]
connectby text,text,text,text,int4,text:record;text,text,text,text,int4:record;text,text,text,text,text,int4,text:record;text,text,text,text,text,int4:record
crosstab text:record;text,int4:record;text,text:record
crosstab2 text:tablefunc_crosstab_2
crosstab3 text:tablefunc_crosstab_3
crosstab4 text:tablefunc_crosstab_4
normal_rand int4,float8,float8:float8
[unaccent]
unaccent regdictionary,text:text;text:text
[uuid-ossp]
uuid_generate_v1 :uuid
uuid_generate_v1mc :uuid
uuid_generate_v3 uuid,text:uuid
uuid_generate_v4 :uuid
uuid_generate_v5 uuid,text:uuid
uuid_nil :uuid
uuid_ns_dns :uuid
uuid_ns_oid :uuid
uuid_ns_url :uuid
uuid_ns_x500 :uuid`;
