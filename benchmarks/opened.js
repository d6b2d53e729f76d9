// Opens files of a graph by graphology and cytoscape.js, and writes what they read: node opened.js FOLDER
// Asked by opened.py; the packages lie in the folder named by NODE_PATH.
const fs = require("fs");
const path = require("path");

const folder = process.argv[2];
const text = (name) => fs.readFileSync(path.join(folder, name), "utf8");

function byGraphology(read) {
  const { MultiDirectedGraph } = require("graphology");
  const graph = read(MultiDirectedGraph);
  return {
    nodes: graph.mapNodes((node, facts) => [node, facts]),
    edges: graph.mapEdges((edge, facts, source, target) => [source, target, edge, facts]),
  };
}

function fromLinks(MultiDirectedGraph) {
  const data = JSON.parse(text("d3.json"));
  const graph = new MultiDirectedGraph();
  for (const { id, ...facts } of data.nodes) graph.addNode(id, facts);
  for (const { id, source, target, ...facts } of data.links) graph.addDirectedEdgeWithKey(id, source, target, facts);
  return graph;
}

function byCytoscape() {
  const cytoscape = require("cytoscape");
  const graph = cytoscape({ headless: true, styleEnabled: false, ...JSON.parse(text("cytoscape.json")) });
  return {
    nodes: graph.nodes().map((node) => [node.id(), node.data()]),
    edges: graph.edges().map((edge) => [edge.data("source"), edge.data("target"), edge.id(), edge.data()]),
  };
}

const READERS = {
  "graphml by graphology": () =>
    byGraphology((Kind) => require("graphology-graphml").parse(Kind, text("graph.graphml"), { addMissingNodes: false })),
  "yed by graphology": () =>
    byGraphology((Kind) => require("graphology-graphml").parse(Kind, text("yed.graphml"), { addMissingNodes: false })),
  "gexf by graphology": () => byGraphology((Kind) => require("graphology-gexf").parse(Kind, text("graph.gexf"))),
  "json of links by graphology": () => byGraphology(fromLinks),
  "json of elements by cytoscape.js": byCytoscape,
};

for (const [name, read] of Object.entries(READERS)) {
  let found;
  try {
    found = read();
  } catch (error) {
    found = { error: String(error) };
  }
  fs.writeFileSync(path.join(folder, `${name}.read`), JSON.stringify(found));
}
