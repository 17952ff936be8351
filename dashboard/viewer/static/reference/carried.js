/* A classic script, the first of a handout: it unpacks what the page carries, then starts the page's modules. */
(() => {
  const blocks = new Map([...document.querySelectorAll('script[data-carries]')].map((block) => [block.dataset.carries, block]));
  const unpacked = (block) => {
    const bytes = Uint8Array.from(atob(block.textContent.trim()), (character) => character.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  };
  const say = (error) => {
    document.getElementById('loading').textContent = `This page could not be shown: it needs a browser of 2023 or newer. (${error.message})`;
    throw error;
  };
  const script = (type, text) => {
    const made = document.createElement('script');
    made.type = type;
    made.textContent = text;
    document.head.append(made);
  };
  const start = async () => {
    const program = JSON.parse(await unpacked(blocks.get('program')));
    const carried = (name) => {
      if (name in program.files) return { text: async () => program.files[name] };
      const block = blocks.get(name);
      return block && { text: () => unpacked(block), address: () => `data:${block.dataset.type};base64,${block.textContent.trim()}` };
    };
    window.whenabouts = { carried };
    script('', program.leaflet);
    script('importmap', program.importmap);
    await import(program.entry);
  };
  start().catch(say);
})();
