"""What a study may be asked: the models of study files, one file a kind of study."""
