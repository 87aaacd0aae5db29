'use strict';

/**
 * For scripts: the clients behind the nodes, without n8n.
 *
 *     const { createAnaplanClient } = require('n8n-nodes-erp-anaplan');
 *
 * n8n itself never loads this file; it loads what package.json lists under `n8n`.
 */
const { modules: _forTheNodesOnly, ...clients } = require('./dist/lib/clients.js');

module.exports = clients;
