"""What all experiments share: what one is, where its rows are kept, how jobs are run and tables written."""
