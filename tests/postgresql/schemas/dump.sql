--
-- PostgreSQL database dump
--
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.users (
    id bigint NOT NULL,
    email character varying(255) DEFAULT ''::character varying NOT NULL,
    data jsonb DEFAULT '{}'::jsonb,
    created_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT email_ok CHECK (((email)::text ~~ '%@%'::text))
);
ALTER TABLE public.users OWNER TO postgres;
CREATE SEQUENCE public.users_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
SELECT pg_catalog.setval('public.users_id_seq', 2, true);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE TABLE public.m (id integer NOT NULL, ts timestamptz NOT NULL) PARTITION BY RANGE (ts);
CREATE TABLE public.m_1 (id integer NOT NULL, ts timestamptz NOT NULL);
ALTER TABLE ONLY public.m ATTACH PARTITION public.m_1 FOR VALUES FROM ('2020-01-01 00:00:00+00') TO ('2021-01-01 00:00:00+00');
ALTER TABLE ONLY public.m ADD CONSTRAINT m_pkey PRIMARY KEY (id, ts);
ALTER TABLE ONLY public.m_1 ADD CONSTRAINT m_1_pkey PRIMARY KEY (id, ts);
CREATE INDEX m_ts ON ONLY public.m USING btree (ts);
CREATE INDEX m_1_ts_idx ON public.m_1 USING btree (ts);
ALTER INDEX public.m_pkey ATTACH PARTITION public.m_1_pkey;
ALTER INDEX public.m_ts ATTACH PARTITION public.m_1_ts_idx;
CREATE VIEW public.active AS SELECT users.id, users.email FROM public.users WHERE (users.created_at > (now() - '1 day'::interval));
REVOKE ALL ON TABLE public.users FROM PUBLIC;
GRANT ALL ON TABLE public.users TO PUBLIC;
CREATE TABLE public.stays (x int);
DO $$ begin execute 'select 1'; end $$;
CREATE FUNCTION public.dollar() RETURNS void LANGUAGE sql AS $body$ select 1; select 2; $body$;
CREATE TABLE public.q (e text DEFAULT E'a\';b', f text DEFAULT 'c''d;');
