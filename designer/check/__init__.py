"""The comparison with the Keras that is installed beside this program, in a process of its own."""
