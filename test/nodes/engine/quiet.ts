/** n8n writes every failed run to its log; here the failures are what is tested. To be imported before n8n. */
process.env.N8N_LOG_LEVEL ??= 'silent';
