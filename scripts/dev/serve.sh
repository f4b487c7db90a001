# placeholder
serve() { :; }
run_demo() { :; }
